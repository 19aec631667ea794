import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import type { BulkResult, InvoiceRow } from '#core/invoicing/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { refusalOf } from '#web/refusal.ts'
import { Bones } from '#web/ui/blank.tsx'
import { DateField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'
import { useOwners } from '../contacts/index.ts'
import { type BulkProps, Frame, inChunks, Outcome, usePicked } from './bulk-frame.tsx'
import { useChange } from './use-change.ts'

const Pausing = z.object({
  reason: z.string().trim().min(1).max(400),
  until: Day.optional(),
})

/** Keeps the machine quiet about the invoices that were ticked. */
export function BulkPause({ view, of, onClose }: BulkProps) {
  const t = useWords('invoicing')
  const picked = usePicked({ view, of })
  const [batches] = useState(() => new Map<number, string>())
  const rows = picked.data ?? []
  const pause = useChange((asked: z.infer<typeof Pausing>) =>
    inChunks(
      rows.map(({ id }) => id),
      (invoiceIds, at) => {
        const id = batches.get(at) ?? newId()
        batches.set(at, id)
        return client.collections.pauseMany({ ...asked, id, invoiceIds })
      },
    ),
  )
  const form = useForm({
    schema: Pausing,
    initial: { reason: '' },
    save: async (asked) => {
      await pause.mutateAsync(asked)
    },
  })
  const close = () => {
    if (pause.data) of.clear()
    onClose()
  }
  return (
    <Frame title={t('pause_many_ask')} onClose={close}>
      {pause.data ? (
        <Outcome
          result={pause.data}
          said={t('paused_many', { count: pause.data.done.length })}
          rows={rows}
          onClose={close}
        />
      ) : picked.data ? (
        <FormFields
          form={form}
          submit={t('pause_many_do', { count: rows.length })}
          onCancel={close}
        >
          <TextareaField path="reason" label={t('pause_reason')} rows={2} />
          <DateField path="until" label={t('pause_until')} hint={t('pause_until_hint')} optional />
        </FormFields>
      ) : (
        <Bones rows={3} />
      )}
    </Frame>
  )
}

/** One customer after the other, so that one out of reach stops no other. */
async function giveOwner(rows: readonly InvoiceRow[], ownerId: string | null): Promise<BulkResult> {
  const result: BulkResult = { done: [], failed: [] }
  for (const customerId of new Set(rows.map(({ customer }) => customer.id))) {
    try {
      await client.contacts.changeMany({ which: { ids: [customerId] }, ownerId })
      result.done.push({ id: customerId, number: '' })
    } catch (error) {
      const { code } = refusalOf(error)
      if (code === 'network') throw error
      const theirs = rows.filter(({ customer }) => customer.id === customerId)
      result.failed.push(...theirs.map(({ id }) => ({ id, code })))
    }
  }
  return result
}

/** Gives the customers of the invoices that were ticked to one person. */
export function BulkOwner({ view, of, onClose }: BulkProps) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const { options } = useOwners()
  const [owner, setOwner] = useState<string | null>(null)
  const picked = usePicked({ view, of })
  const rows = picked.data ?? []
  const give = useChange((to: string) => giveOwner(rows, to === 'none' ? null : to))
  const close = () => {
    if (give.data) of.clear()
    onClose()
  }
  if (give.data)
    return (
      <Frame title={t('owner_many_ask')} onClose={close}>
        <Outcome
          result={give.data}
          said={t('owned_many', { count: give.data.done.length })}
          rows={rows}
          onClose={close}
        />
      </Frame>
    )
  return (
    <Frame title={t('owner_many_ask')} onClose={close}>
      <Select
        label={t('owner')}
        data={[...options, { value: 'none', label: t('owner_none') }]}
        value={owner}
        onChange={setOwner}
        searchable
        data-autofocus
      />
      <div className="form-acts">
        <Button
          disabled={owner === null || !picked.data}
          loading={give.isPending}
          onClick={() => owner !== null && give.mutate(owner)}
        >
          {t('owner_do')}
        </Button>
        <Button variant="default" onClick={close}>
          {ui('cancel')}
        </Button>
      </div>
    </Frame>
  )
}
