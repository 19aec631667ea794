import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { type ContactOutcome, contactChannels, wasReached } from '#core/collections/desk/outcome.ts'
import { formatPhone } from '#core/phone.ts'
import { useWords } from '#web/words.ts'
import { useOptional } from './optional.tsx'
import css from './outcome.module.css'
import { unbroken } from './say.ts'
import { asksNumber, type OutcomePart } from './use-outcome.ts'
import { useMomentOf } from './use-sentence.ts'

/** How and with whom it was, and what stands against a call now. */
export function More({ card, draft, set, outcome }: OutcomePart & { outcome: ContactOutcome }) {
  const t = useWords('desk')
  const moment = useMomentOf()
  const reached = wasReached(outcome)
  const optional = useOptional()
  const { barrier } = card
  const calls = draft.channel === 'call' || draft.channel === 'visit'
  return (
    <div className={css['more']}>
      <Select
        label={t('via')}
        allowDeselect={false}
        data={contactChannels.map((value) => ({ value, label: t(`via_${value}`) }))}
        value={draft.channel}
        onChange={(channel) =>
          set({ channel: contactChannels.find((each) => each === channel) ?? 'call' })
        }
      />
      {asksNumber(card, draft.channel) && <Tried card={card} draft={draft} set={set} />}
      {reached && (
        <TextInput
          label={optional(t('spoken_to'))}
          placeholder={card.contactName ?? ''}
          value={draft.spokenTo}
          onChange={(event) => set({ spokenTo: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={optional(t('note'))}
        autosize
        minRows={1}
        maxRows={4}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        className={css['wide'] ?? ''}
      />
      {reached && (
        <Checkbox
          label={t('incoming')}
          checked={draft.incoming}
          onChange={(event) => set({ incoming: event.currentTarget.checked })}
          className={css['wide'] ?? ''}
        />
      )}
      {barrier && calls && !draft.incoming && (
        <div className={css['wide']}>
          <p className={css['barrier']}>
            {t(`barrier_${barrier.code}`, { most: barrier.most ?? 0 })}
            {barrier.opens && ` ${t('barrier_opens', { when: moment(barrier.opens) })}`}
          </p>
          {card.mayOverride && (
            <TextInput
              label={t('override')}
              description={t('override_hint')}
              value={draft.override}
              onChange={(event) => set({ override: event.currentTarget.value })}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** On which of their numbers it was: the outcome says something of that number too. */
function Tried({ card, draft, set }: OutcomePart) {
  const t = useWords('desk')
  const wrongWord = useWords('ui')('wrong_number')
  const optional = useOptional()
  return (
    <Select
      label={optional(t('tried_number'))}
      data={card.phones.map(({ value, person, wrong }) => ({
        value,
        label: [unbroken(formatPhone(value)), person, wrong && wrongWord]
          .filter(Boolean)
          .join(t('why_joint') + ' '),
      }))}
      value={draft.phone ?? card.phone}
      onChange={(phone) => set({ phone })}
    />
  )
}
