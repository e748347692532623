-- Measures, units, qualifiers, stances, bases and stages are the ones of docs/vocabulary.md
SELECT figure_id, measure, unit, qualifier, stance, base, status
FROM figures
WHERE measure NOT IN (
    'votes', 'vote_share', 'vote_share_change', 'electorate_share', 'turnout', 'ballots_cast', 'valid_votes',
    'ballots_rejected', 'electorate', 'ballots_issued', 'membership', 'majority', 'majority_share', 'nominations'
)
   OR unit NOT IN ('votes', 'percent', 'points', 'papers', 'people', 'nominations')
   OR qualifier NOT IN ('exact', 'about', 'more_than', 'less_than')
   OR stance NOT IN ('asserted', 'attributed', 'disputed', 'forecast', 'hypothetical')
   OR base NOT IN ('valid_votes', 'ballots_cast', 'ballots_issued', 'electorate', 'membership')
   OR status NOT IN ('unofficial-partial', 'unofficial-complete', 'certified', 'recount', 'correction');
