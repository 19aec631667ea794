import { CloseButton, Input } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { StatementPlanRow } from '#core/payments/api.ts'
import { useField } from '#web/ui/form/fields.tsx'
import { PickerInput } from '#web/ui/form/picker-input.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import css from './statements.module.css'

const Ids = z.array(z.string())

/** Customers chosen by hand, one after the other. */
export function ChosenField({ names }: { names: StatementPlanRow['customers'] }) {
  const t = useWords('statements')
  const { value, set, props } = useField({ path: 'customerIds', label: t('chosen') })
  const [known, setKnown] = useState(() => new Map(names.map(({ id, name }) => [id, name])))
  const ids = Ids.safeParse(value).data ?? []
  const load = async (text: string) => {
    const found = await loadCustomers(text)
    setKnown(
      (before) => new Map([...before, ...found.map((each) => [each.value, each.label] as const)]),
    )
    return found
  }
  return (
    <Input.Wrapper label={props.label} error={props.error} labelElement="div">
      <ul className={css['chosen']}>
        {ids.map((id) => (
          <li key={id}>
            <Bdi>{known.get(id) ?? ''}</Bdi>
            <CloseButton
              size="sm"
              aria-label={t('leave_out', { name: known.get(id) ?? '' })}
              onClick={() => set(ids.filter((each) => each !== id))}
            />
          </li>
        ))}
      </ul>
      <PickerInput
        key={ids.length}
        id={props.id}
        label={t('add_customer')}
        load={load}
        value={null}
        onChange={(id) => id && !ids.includes(id) && set([...ids, id])}
      />
    </Input.Wrapper>
  )
}
