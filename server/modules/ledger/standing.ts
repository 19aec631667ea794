/**
 * What parties owe now, by currency, as a select for the statement of a module that lists them:
 * `company` and `today` name its values, `which` narrows the lines `l`. Overdue are the debts past
 * their day, as the aging says it; `base` is the balance in the books' own currency.
 */
export function standingText(company: string, today: string, which: string): string {
  const late = `l.amount > 0 and l.due_on < ${today}::date`
  return `select l.party_id, l.currency,
      sum(case when l.amount > 0 then l.amount - l.settled else l.amount + l.settled end)::bigint as balance,
      coalesce(sum(l.amount - l.settled) filter (where ${late}), 0)::bigint as overdue,
      sum(case when l.base_amount > 0 then l.base_amount - l.settled_base
        else l.base_amount + l.settled_base end)::bigint as base,
      coalesce(sum(l.base_amount - l.settled_base) filter (where ${late}), 0)::bigint as late_base
    from journal_line l
    where l.company_id = ${company} and l.party_id is not null and l.settled < abs(l.amount)
      and ${which}
    group by l.party_id, l.currency`
}
