-- Every revisit refers to a capture that there is
SELECT revisit.capture_id, revisit.refers_to
FROM captures AS revisit
ANTI JOIN captures AS kept ON kept.capture_id = revisit.refers_to
WHERE revisit.revisit IS NOT NULL;
