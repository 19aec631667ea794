import { IconX } from '@tabler/icons-react'
import type { Talk } from '#core/collections/desk/talk.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { moneyIn, unbroken, useHappening, useStep, useWaits, useWhy } from './say.ts'
import css from './side.module.css'

const heads = ['talk_start', 'talk_recall', 'talk_offer'] as const

/** Where nothing was agreed, the debt itself is what is named; an offer is no agreement. */
const headOf = (code: TalkCode, at: number) => {
  if (code === 'recall_offer' || code === 'recall_plan_offer') return 'talk_offered'
  return code === 'recall_late' || code === 'recall_bounced'
    ? 'talk_debt'
    : (heads[at] ?? 'talk_offer')
}

type TalkCode = Talk['say'][number]

/** What to say and what not to, why this customer comes up now, and what happened last. */
export function TalkPane({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  const { talk, keep } = card
  return (
    <ScrollArea as="aside" className={css['side']} label={t('talk')}>
      <Now card={card} />
      {talk.say.length > 0 && (
        <section>
          <h3>{t('talk')}</h3>
          <Said card={card} />
        </section>
      )}
      {talk.avoid.length > 0 && (
        <section>
          <h3>{t('avoid')}</h3>
          <ul className={css['avoid']}>
            {talk.avoid.map((code) => (
              <li key={code}>
                <IconX size={15} aria-hidden="true" />
                {t(code)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('happened')}</h3>
        <Happened card={card} />
      </section>
      {keep && (
        <section>
          <h3>{t('knowing')}</h3>
          <p className={css['hint']}>{t(keepWord(keep), keep)}</p>
        </section>
      )}
    </ScrollArea>
  )
}

/** How they kept their promises: none at all, none whole, or so many. */
function keepWord({ kept, partly }: NonNullable<DeskCard['keep']>) {
  if (kept > 0) return 'keep'
  return partly > 0 ? 'keep_partly' : 'keep_none'
}

function Said({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  const format = useFormat()
  const { talk, talkFacts } = card
  const late = moneyIn(talkFacts, 'late_minor')
  const agreed = moneyIn(talkFacts, 'agreed_minor', 'agreed_currency')
  const day = talkFacts['agreed_on']
  const offered = moneyIn(talkFacts, 'offer_minor', 'offer_currency')
  const offerOn = talkFacts['offer_on']
  const values = {
    ...talkFacts,
    ...(typeof talkFacts['number'] === 'string' && { number: unbroken(talkFacts['number']) }),
    ...(late && { late: format.money(late, true) }),
    ...(agreed && { agreed: format.money(agreed, true) }),
    ...(typeof day === 'string' && { day: format.day(day, { weekday: true, near: true }) }),
    ...(offered && { offered: format.money(offered, true) }),
    ...(typeof offerOn === 'string' && {
      offerDay: format.day(offerOn, { weekday: true, near: true }),
    }),
  }
  return talk.say.map((code, at) => (
    <div key={code} className={css['say']}>
      <small>{t(headOf(code, at))}</small>
      <p>{t(`say_${code}`, values)}</p>
    </div>
  ))
}

/**
 * «لماذا الآن؟»: every reason, and how the estimate comes about. That an offer stands is said once where
 * it is what they rest for.
 */
function Now({ card: { row } }: { card: DeskCard }) {
  const t = useWords('desk')
  const why = useWhy()
  const waits = useWaits()
  const step = useStep()
  const format = useFormat()
  if (!row) return null
  const resting = waits(row)
  return (
    <section>
      <h3>{t('why_now')}</h3>
      <ul className={css['reasons']}>
        {resting && <li>{resting}</li>}
        {row.why
          .filter(({ code }) => code !== 'offer_stands' || row.waits !== 'offer')
          .map((each) => (
            <li key={each.code}>{why(each)}</li>
          ))}
        <li>
          {t('next_step')}: <b>{step(row)}</b>
        </li>
      </ul>
      <details className={css['score']}>
        <summary>
          {t(row.expected.minor > 0 ? 'expected' : 'expected_nothing', {
            amount: format.money(row.expected, true),
            percent: format.percent(row.chance / 10_000),
          })}
        </summary>
        <dl>
          {row.parts.map((part) => (
            <div key={part.code}>
              <dt>{t(`part_${part.code}`)}</dt>
              <dd>
                <Percent value={part.points / 10_000} />
                <Money
                  value={{ minor: part.minor, currency: row.expected.currency }}
                  rounded
                  bare
                />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('chance')}</dt>
            <dd>
              <Percent value={row.chance / 10_000} />
              <Money value={row.expected} rounded bare strong />
            </dd>
          </div>
        </dl>
      </details>
    </section>
  )
}

function Happened({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  const say = useHappening()
  const format = useFormat()
  if (card.happenings.length === 0) return <p className={css['hint']}>{t('happened_none')}</p>
  return (
    <ul className={css['happened']}>
      {card.happenings.map((each) => (
        <li key={each.id}>
          <time dateTime={each.at}>{format.day(format.dayOf(each.at), { near: true })}</time>
          <span>
            {say(each)}
            {typeof each.facts['note'] === 'string' && (
              <small>
                <Bdi>{each.facts['note']}</Bdi>
              </small>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
