import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PaymentTerms } from '#core/contacts/terms.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Does one change to invoices and reads everything that shows money again. */
export function useChange<Input, Output>(
  run: (input: Input) => Promise<Output>,
  onDone?: (output: Output, input: Input) => void,
) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async (output, input) => {
      onDone?.(output, input)
      const keys = [api.invoicing.key(), api.ledger.key(), api.people.audit.key()]
      await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}

/** The company's users by id, if the reader may see them. */
export function useOwners() {
  const reads = useMay()('people.read') !== undefined
  const { data } = useQuery({
    ...api.people.users.queryOptions({ input: {} }),
    enabled: reads,
    staleTime: 300_000,
  })
  const users = data?.rows ?? []
  return {
    nameOf: (id: string | null) => users.find((user) => user.id === id)?.name,
    options: users.map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** Customers by a part of their name, phone or number. */
export async function findCustomers(text: string) {
  const { rows } = text.trim()
    ? await client.contacts.find({ q: text.trim(), limit: 12 })
    : await client.contacts.list({ limit: 12, sort: 'changed', direction: 'desc', archived: 'no' })
  return rows.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` }))
}

/** Payment terms in words. */
export function useTermsWords(): (terms: PaymentTerms) => string {
  const t = useWords('contacts')
  return (terms) => {
    switch (terms.kind) {
      case 'immediate':
        return t('said_immediate')
      case 'days_from_invoice':
        return t('said_days', { days: terms.days })
      case 'days_from_delivery':
        return t('said_delivery', { days: terms.days })
      case 'days_from_receipt':
        return t('said_receipt', { days: terms.days })
      case 'end_of_month':
        return t('said_month_end', { days: terms.days })
      case 'day_of_month':
        return t(terms.month === 'this' ? 'said_day_this' : 'said_day_next', { day: terms.day })
    }
  }
}
