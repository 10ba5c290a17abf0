-- warn: Fifty new pages or more state at least a third as many facts a page as the pages before them
WITH told AS (
    SELECT run_id, facts, new + changed AS pages FROM runs WHERE status = 'published' AND new + changed > 0
)
SELECT round(now.facts / now.pages, 1) AS facts_a_page, round(sum(before.facts) / sum(before.pages), 1) AS before
FROM told AS now JOIN told AS before ON before.run_id < now.run_id
WHERE now.run_id = getvariable('run_id') AND now.pages >= 50
GROUP BY now.facts, now.pages
HAVING now.facts / now.pages < sum(before.facts) / sum(before.pages) / 3
