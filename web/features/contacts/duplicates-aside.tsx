import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Candidate } from '#core/contacts/api.ts'
import { api } from '#web/client.ts'
import type { Form } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

function candidateOf(form: Form, exceptId: string | undefined): Candidate {
  const [name, nameEn, vatNumber, registration, phone, email] = [
    ...['name', 'nameEn', 'vatNumber', 'registration', 'phone', 'email'],
  ].map((path) => textOf(form.get(path)))
  return {
    ...(exceptId && { exceptId }),
    ...(name && { name }),
    ...(nameEn && { nameEn }),
    ...(vatNumber && { vatNumber }),
    ...(registration && { registration }),
    ...(phone && { phones: [phone] }),
    ...(email && { emails: [email] }),
  }
}

/** Who the customer being typed may already be, each with the reason, while one types. */
export function DuplicatesAside({ form, exceptId }: { form: Form; exceptId?: string }) {
  const t = useWords('contacts')
  const [typed] = useDebouncedValue(JSON.stringify(candidateOf(form, exceptId)), 300)
  const candidate: Candidate = JSON.parse(typed)
  const worth = Object.keys(candidate).some((key) => key !== 'exceptId')
  const { data } = useQuery({
    ...api.contacts.duplicates.queryOptions({ input: candidate }),
    enabled: worth,
    placeholderData: keepPreviousData,
  })
  const rows = worth ? (data?.rows ?? []) : []
  return (
    <section
      className={css['similar']}
      aria-live="polite"
      data-found={rows.length > 0 || undefined}
    >
      <h2>{t('similar')}</h2>
      {rows.length === 0 ? (
        <p>{worth && data ? t('similar_none') : t('similar_hint')}</p>
      ) : (
        <ul>
          {rows.map(({ customer, reasons }) => (
            <li key={customer.id}>
              <Go to={`/customers/${customer.id}`} className="link">
                <Bdi>{customer.name}</Bdi>
              </Go>
              <span>
                <Code quiet>{customer.number}</Code>
                {customer.city && (
                  <>
                    {' · '}
                    <Bdi>{customer.city}</Bdi>
                  </>
                )}
              </span>
              <strong>{reasons.map((reason) => t(`reason_${reason}`)).join(t('comma'))}</strong>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
