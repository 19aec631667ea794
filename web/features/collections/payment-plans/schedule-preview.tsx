import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Instalment } from '#core/collections/payment-plan.ts'
import { addMonths } from '#core/day.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './plans.module.css'
import type { HandPart } from './propose-form.ts'

type Props = Readonly<{
  parts: readonly Instalment[]
  currency: Parameters<typeof Money>[0]['value']['currency']
}>

/** The instalments as they would be offered, in both calendars. */
export function SchedulePreview({ parts, currency }: Props) {
  const t = useWords('plans')
  return (
    <ScrollArea as="ol" className={css['parts']} label={t('preview')}>
      {parts.map(({ dueOn, minor }, place) => (
        <li key={dueOn}>
          <span className={css['place']}>{place + 1}</span>
          <BothDays day={dueOn} />
          <Money value={{ minor, currency }} strong />
        </li>
      ))}
    </ScrollArea>
  )
}

/** A day with its Hijri day under it. */
export function BothDays({ day }: { day: string }) {
  const format = useFormat()
  return (
    <span className={css['when']}>
      {format.day(day, { weekday: true })}
      <small>
        <Bdi>{format.hijri(day)}</Bdi>
      </small>
    </span>
  )
}

type HandProps = Readonly<{
  parts: readonly HandPart[]
  onChange: (parts: readonly HandPart[]) => void
}>

/** Instalments that somebody writes one by one: uneven days, uneven amounts. */
export function HandParts({ parts, onChange }: HandProps) {
  const t = useWords('plans')
  const change = (key: string, patch: Partial<HandPart>) =>
    onChange(parts.map((part) => (part.key === key ? { ...part, ...patch } : part)))
  const last = parts.at(-1)?.dueOn
  return (
    <>
      <ol className={css['parts']}>
        {parts.map(({ key, dueOn, amount }, at) => {
          const place = at + 1
          return (
            <li key={key}>
              <div className={css['hand']}>
                <span className={css['place']}>{place}</span>
                <DateInput
                  label={<span className="visually-hidden">{t('part_day', { place })}</span>}
                  value={dueOn}
                  onChange={(day) => change(key, { dueOn: day })}
                />
                <TextInput
                  aria-label={t('part_amount', { place })}
                  className="ltr-input"
                  inputMode="decimal"
                  value={amount}
                  onChange={(event) => change(key, { amount: event.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  size={36}
                  aria-label={t('remove_part', { place })}
                  disabled={parts.length === 1}
                  onClick={() => onChange(parts.filter((part) => part.key !== key))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </div>
            </li>
          )
        })}
      </ol>
      <Button
        variant="subtle"
        leftSection={<IconPlus size={16} />}
        onClick={() =>
          onChange([
            ...parts,
            { key: newId(), dueOn: last ? addMonths(last, 1) : null, amount: '' },
          ])
        }
      >
        {t('add_part')}
      </Button>
    </>
  )
}
