-- Unexplained
-- None of the known ways in which figures come to differ gives this one.
SELECT printed_id, 'no known way of printing the other figures gives this one' AS why FROM question;
