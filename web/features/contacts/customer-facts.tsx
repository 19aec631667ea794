import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Customer } from '#core/contacts/customer.ts'
import { client } from '#web/client.ts'
import { useCustomerSlots } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useTermsWords } from '#web/terms-words.ts'
import { Facts } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { Piece } from './customer-head.tsx'
import { useOwners } from './owners.ts'
import { useChange } from './use-change.ts'

type Of = Readonly<{ customer: Customer }>
type Fact = readonly [string, React.ReactNode]

/** The pane beside the record: how one deals with the customer, who they are, what was merged. */
export function CustomerFacts({ customer }: Of) {
  const t = useWords('contacts')
  const may = useMay()
  const { customerPieces } = useCustomerSlots()
  const pieces = customerPieces.filter(
    ({ place, permission }) => place === 'facts' && (!permission || may(permission) !== undefined),
  )
  return (
    <>
      {pieces.map((piece) => (
        <Piece key={piece.id} piece={piece} customerId={customer.id} />
      ))}
      <h2 className={css['factsHead']}>{t('relation')}</h2>
      <Relation customer={customer} />
      <h2 className={css['factsHead']}>
        {customer.kind === 'company' ? t('firm') : t('personal')}
      </h2>
      <Firm customer={customer} />
      {customer.notes && (
        <>
          <h2 className={css['factsHead']}>{t('notes')}</h2>
          <p className={css['notes']} dir="auto">
            {customer.notes}
          </p>
        </>
      )}
      {customer.merged.length > 0 && <Merged customer={customer} />}
    </>
  )
}

function Relation({ customer }: Of) {
  const t = useWords('contacts')
  const say = useWords('messaging')
  const format = useFormat()
  const terms = useTermsWords()
  const { nameOf } = useOwners()
  const owner = nameOf(customer.ownerId)
  const rows: Fact[] = [
    [t('terms'), terms(customer.terms)],
    [t('owner'), owner ? <Bdi key="owner">{owner}</Bdi> : t('no_owner')],
    [t('stage'), customer.stage === 'customer' ? t('customer_stage') : t('prospect')],
    [
      t('preferred_channel'),
      customer.preferredChannel ? say(`channel_${customer.preferredChannel}`) : t('no_preference'),
    ],
    [t('language_fact'), customer.language === 'ar' ? t('arabic') : t('english')],
    ...(customer.wonAt
      ? [[t('since'), <Day key="since" value={format.dayOf(customer.wonAt)} />] as const]
      : []),
    [t('changed_on'), <Day key="changed" value={format.dayOf(customer.changedAt)} near />],
  ]
  return <Facts rows={rows} />
}

function Firm({ customer }: Of) {
  const t = useWords('contacts')
  const { address, hidden } = customer
  const hides = hidden.includes('tax_numbers')
  const code = (value: string | null) =>
    hides ? (
      <span className="muted">{t('hidden')}</span>
    ) : value ? (
      <Code copy>{value}</Code>
    ) : (
      <span className="muted">—</span>
    )
  const place = [address?.building, address?.street, address?.district, address?.city]
    .filter(Boolean)
    .join(t('comma'))
  const rows: Fact[] = [
    [t('number'), <Code key="number">{customer.number}</Code>],
    ...(customer.nameEn ? [[t('name_en'), <Bdi key="en">{customer.nameEn}</Bdi>] as const] : []),
    [t('vat_number'), code(customer.vatNumber)],
    ...(customer.kind === 'company'
      ? [[t('registration_fact'), code(customer.registration)] as const]
      : []),
    ...(place ? [[t('address_section'), <Bdi key="place">{place}</Bdi>] as const] : []),
    ...(address?.postalCode
      ? [[t('postal_code'), <Code key="post">{address.postalCode}</Code>] as const]
      : []),
  ]
  return <Facts rows={rows} />
}

/** What was merged into this record, each with the way back. */
function Merged({ customer }: Of) {
  const t = useWords('contacts')
  const merges = useMay()('contacts.merge') !== undefined
  const [asked, setAsked] = useState<Customer['merged'][number] | null>(null)
  const unmerge = useChange(
    (mergedId: string) => client.contacts.unmerge({ id: customer.id, mergedId }),
    () => {
      toast.said(t('unmerged_said', { name: asked?.name ?? '' }))
      setAsked(null)
    },
  )
  return (
    <>
      <h2 className={css['factsHead']}>{t('merged_records')}</h2>
      <ul className={css['merged']}>
        {customer.merged.map((record) => (
          <li key={record.id}>
            <Bdi>{record.name}</Bdi> <Code quiet>{record.number}</Code>
            {merges && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('unmerge', { name: record.name })}
                onClick={() => setAsked(record)}
              >
                {t('unmerge_yes')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Question
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('unmerge_ask', { name: asked?.name ?? '' })}
        yes={t('unmerge_yes')}
        busy={unmerge.isPending}
        onYes={() => asked && unmerge.mutate(asked.id)}
      >
        {t('unmerge_hint')}
      </Question>
    </>
  )
}
