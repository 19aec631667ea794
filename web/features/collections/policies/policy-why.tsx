import type { PolicyWhy as Reason } from '#core/collections/policy-api.ts'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'

/** Which policy a customer has, why, and what keeps those before it from being theirs. */
export function PolicyWhy({ why }: { why: Reason }) {
  const t = useWords('policies')
  return (
    <>
      <Bdi>{why.name}</Bdi>
      <ul className={css['passed']}>
        <li>{t(`because_${why.because}`)}</li>
        {why.passed.map(({ key, name, unmet }) => (
          <li key={key}>
            {t('passed_over', {
              name,
              conditions: unmet.map((code) => t(`condition_${code}`)).join(t('comma')),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
