import { Menu } from '@mantine/core'
import {
  IconAlertCircle,
  IconBan,
  IconCalendarDollar,
  IconClock,
  IconDots,
  IconHandStop,
  IconPhoneOff,
  IconReceipt,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type ContactOutcome, cardOutcomes, otherOutcomes } from '#core/collections/desk/outcome.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { useKeys } from '#web/keys.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { useWords } from '#web/words.ts'
import { OfferLine } from './offer-line.tsx'
import outcomeCss from './outcome.module.css'
import { OutcomeForm } from './outcome-form.tsx'
import sideCss from './side.module.css'
import { type EarlyKeys, outcomeKeys } from './use-early-key.ts'

const icons = {
  promised: IconHandStop,
  says_paid: IconReceipt,
  no_answer: IconPhoneOff,
  call_back: IconClock,
  wants_plan: IconCalendarDollar,
  disputes: IconAlertCircle,
  refuses: IconBan,
  wrong_number: IconUserQuestion,
} as const

type Props = Readonly<{
  card: DeskCard
  early: EarlyKeys
  held: string | null
  onNext: () => void
}>

/** What is no outcome of a call: giving the debt away. */
function Elsewhere({ customerId }: { customerId: string }) {
  const t = useWords('desk')
  const may = useMay()
  const go = useGo()
  if (may('collections.refer') === undefined) return null
  return (
    <>
      <Menu.Divider />
      <Menu.Item onClick={() => go(`/customers/${customerId}/referral`)}>{t('refer')}</Menu.Item>
    </>
  )
}

/** «ما نتيجة الاتصال؟»: one press chooses, the second ends it. */
export function Outcomes({ card, early, held, onNext }: Props) {
  const t = useWords('desk')
  const [chosen, setChosen] = useState<ContactOutcome | null>(null)
  // Saved, and the next card on its way: what is pressed now is meant for that one.
  const leaving = useRef(false)
  const choose = (outcome: ContactOutcome) => {
    if (held === null && !leaving.current) setChosen(outcome)
  }
  useKeys(
    outcomeKeys((code, at) => {
      const outcome = cardOutcomes[at]
      if (leaving.current) early.keep(code, { after: card.customerId })
      else if (outcome) choose(outcome)
    }),
  )
  useEffect(() => {
    const code = early.take(card.customerId)
    const outcome = code === null ? undefined : cardOutcomes[Number(code.slice(5)) - 1]
    if (outcome) setChosen(outcome)
  }, [early, card.customerId])
  const open = held === null
  const other = otherOutcomes.find((outcome) => outcome === chosen)
  return (
    <>
      {!(open && chosen === 'wants_settlement') && <OfferLine card={card} />}
      <section className={outcomeCss['outcomes']} aria-label={t('outcome_ask')}>
        <h3>{t('outcome_ask')}</h3>
        <div className={outcomeCss['choices']}>
          {cardOutcomes.map((outcome, at) => {
            const Icon = icons[outcome]
            return (
              <button
                key={outcome}
                type="button"
                aria-pressed={chosen === outcome}
                aria-keyshortcuts={String(at + 1)}
                disabled={held !== null}
                onClick={() => choose(outcome)}
              >
                <Icon size={19} aria-hidden="true" />
                <span>{t(`outcome_${outcome}`)}</span>
                <kbd>{at + 1}</kbd>
              </button>
            )
          })}
        </div>
        <Menu>
          <Menu.Target>
            <button
              type="button"
              className={outcomeCss['other']}
              aria-pressed={other !== undefined}
              disabled={held !== null}
            >
              <IconDots size={18} aria-hidden="true" />
              {other ? t(`outcome_${other}`) : t('other_outcomes')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {otherOutcomes.map((outcome) => (
              <Menu.Item key={outcome} onClick={() => choose(outcome)}>
                {t(`outcome_${outcome}`)}
              </Menu.Item>
            ))}
            <Elsewhere customerId={card.customerId} />
          </Menu.Dropdown>
        </Menu>
        {held !== null && <p className={sideCss['hint']}>{t('lock_other', { name: held })}</p>}
        {chosen && open && (
          <OutcomeForm
            key={chosen}
            card={card}
            outcome={chosen}
            onClose={() => setChosen(null)}
            onLeaving={(now) => {
              leaving.current = now
            }}
            onDone={(next) => {
              setChosen(null)
              if (next) onNext()
            }}
          />
        )}
      </section>
    </>
  )
}
