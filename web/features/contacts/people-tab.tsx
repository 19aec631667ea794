import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Contact, Customer, Identity } from '#core/contacts/customer.ts'
import { isNumber } from '#core/contacts/wrong-number.ts'
import type { UnreachableAddress } from '#core/messaging/api.ts'
import { formatPhone } from '#core/phone.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { CheckedPhone } from '#web/ui/text/checked-phone.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { ContactDialog, IdentityDialog } from './people-dialogs.tsx'
import { Returned, useUnreachable } from './unreachable.tsx'
import { useChange } from './use-change.ts'

type Of = Readonly<{ customer: Customer }>

/** The people at the customer, and every number and address it is recognised by. */
export function PeopleTab({ customer }: Of) {
  return (
    <>
      <People customer={customer} />
      <Identities customer={customer} />
    </>
  )
}

type PartProps = Readonly<{ title: string; actions?: ReactNode; children: ReactNode }>

const Part = ({ title, actions, children }: PartProps) => (
  <section className={css['part']}>
    <div>
      <h2>{title}</h2>
      {actions}
    </div>
    {children}
  </section>
)

/** Whether this part may be changed here: what a merged record brought is changed where it is from. */
function useChangeable(customer: Customer) {
  const may = useMay()
  return (of: { customerId: string }) =>
    may('contacts.change') !== undefined &&
    customer.erasedAt === null &&
    customer.survivorId === null &&
    of.customerId === customer.id
}

function People({ customer }: Of) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const changeable = useChangeable(customer)
  const [edited, setEdited] = useState<Contact | 'new' | null>(null)
  const [removed, setRemoved] = useState<Contact | null>(null)
  const remove = useChange(
    (id: string) => client.contacts.removeContact({ id, customerId: customer.id }),
    () => setRemoved(null),
  )
  const add = changeable({ customerId: customer.id }) && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('add_person')}
    </Button>
  )
  return (
    <Part title={t('people')} actions={add}>
      {customer.contacts.length === 0 && <p className="muted">{t('people_none')}</p>}
      <ul className={css['lines']}>
        {customer.contacts.map((contact) => (
          <li key={contact.id}>
            <div>
              <b>
                <Bdi>{contact.name}</Bdi>
              </b>
              <small>
                {contact.title && <Bdi>{contact.title}</Bdi>}
                <FromRecord customer={customer} of={contact.customerId} />
              </small>
            </div>
            {contact.primary && contact.customerId === customer.id && (
              <Chip tone="brand">{t('primary')}</Chip>
            )}
            {changeable(contact) && (
              <RowMenu
                name={contact.name}
                items={[
                  { label: ui('edit'), run: () => setEdited(contact) },
                  { label: ui('remove'), run: () => setRemoved(contact), grave: true },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <ContactDialog
          customer={customer}
          contact={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
      <Question
        open={removed !== null}
        onClose={() => setRemoved(null)}
        title={t('remove_ask', { what: removed?.name ?? '' })}
        yes={ui('remove')}
        grave
        busy={remove.isPending}
        onYes={() => removed && remove.mutate(removed.id)}
      />
    </Part>
  )
}

type Edited = Readonly<{ kind: 'phone' | 'email'; identity: Identity | null }> | null

function Identities({ customer }: Of) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const changeable = useChangeable(customer)
  const unreachable = useUnreachable(customer.id)
  const [edited, setEdited] = useState<Edited>(null)
  const [removed, setRemoved] = useState<Identity | null>(null)
  const mark = useChange(
    ({ id, wrong }: { id: string; wrong: boolean }) =>
      client.contacts.markNumber({ customerId: customer.id, id, wrong }),
    (_, { wrong }) => toast.said(t(wrong ? 'marked_wrong' : 'marked_right')),
  )
  const remove = useChange(
    (id: string) => client.contacts.removeIdentity({ id, customerId: customer.id }),
    () => setRemoved(null),
  )
  const markable = changeable({ customerId: customer.id })
  if (!customer.identities)
    return (
      <Part title={t('identities')}>
        <p className="muted">{t('identities_hidden')}</p>
      </Part>
    )
  const adds = changeable({ customerId: customer.id }) && (
    <div className={css['adds']}>
      {(['phone', 'email'] as const).map((kind) => (
        <Button
          key={kind}
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => setEdited({ kind, identity: null })}
        >
          {t(`add_${kind}`)}
        </Button>
      ))}
    </div>
  )
  return (
    <Part title={t('identities')} actions={adds}>
      {customer.identities.length === 0 && <p className="muted">{t('identities_none')}</p>}
      <ul className={css['lines']}>
        {customer.identities.map((identity) => (
          <IdentityLine
            key={identity.id}
            customer={customer}
            identity={identity}
            unreachable={unreachable.of(identity)}
            onLift={unreachable.lift}
            {...(markable && isNumber(identity.kind) && { onMark: mark.mutate })}
            {...(changeable(identity) && {
              onEdit: () =>
                setEdited({ kind: identity.kind === 'email' ? 'email' : 'phone', identity }),
              onRemove: () => setRemoved(identity),
            })}
          />
        ))}
      </ul>
      {edited && <IdentityDialog customer={customer} {...edited} onClose={() => setEdited(null)} />}
      <Question
        open={removed !== null}
        onClose={() => setRemoved(null)}
        title={t('remove_ask', { what: removed ? shown(removed) : '' })}
        yes={ui('remove')}
        grave
        busy={remove.isPending}
        onYes={() => removed && remove.mutate(removed.id)}
      />
    </Part>
  )
}

const shown = ({ kind, value }: Identity): string => (kind === 'phone' ? formatPhone(value) : value)

type LineProps = Of &
  Readonly<{
    identity: Identity
    unreachable: UnreachableAddress | undefined
    onLift: ((address: UnreachableAddress) => void) | undefined
    onMark?: (mark: { id: string; wrong: boolean }) => void
    onEdit?: () => void
    onRemove?: () => void
  }>

function IdentityLine(props: LineProps) {
  const { customer, identity, unreachable, onLift, onMark, onEdit, onRemove } = props
  const t = useWords('contacts')
  const ui = useWords('ui')
  const own = identity.customerId === customer.id
  const person = customer.contacts.find(({ id }) => id === identity.contactId)
  return (
    <li>
      <div>
        {identity.kind === 'phone' || identity.wrong ? (
          <CheckedPhone value={identity.value} wrong={identity.wrong} />
        ) : (
          <Code copy>{identity.value}</Code>
        )}
        <small>
          {[t(identity.kind), identity.label, person?.name, t(`source_${identity.source}`)]
            .filter(Boolean)
            .map((part) => (
              <Bdi key={part}>{part}</Bdi>
            ))}
          <FromRecord customer={customer} of={identity.customerId} />
        </small>
        {unreachable && <Returned {...unreachable} />}
      </div>
      {identity.primary && own && <Chip tone="brand">{t('primary')}</Chip>}
      <RowMenu
        name={identity.value}
        items={[
          ...(unreachable && onLift
            ? [{ label: t('lift_unreachable'), run: () => onLift(unreachable) }]
            : []),
          ...(onMark
            ? [
                {
                  label: t(identity.wrong ? 'mark_right' : 'mark_wrong'),
                  run: () => onMark({ id: identity.id, wrong: identity.wrong === null }),
                },
              ]
            : []),
          ...(onEdit ? [{ label: ui('edit'), run: onEdit }] : []),
          ...(onRemove ? [{ label: ui('remove'), run: onRemove, grave: true }] : []),
        ]}
      />
    </li>
  )
}

/** Says of which merged record a line is. */
function FromRecord({ customer, of }: Of & { of: string }) {
  const t = useWords('contacts')
  const from = customer.merged.find(({ id }) => id === of)
  return from ? <span>{t('from_record', { number: from.number })}</span> : null
}
