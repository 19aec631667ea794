import { Button } from '@mantine/core'
import {
  IconArchive,
  IconArchiveOff,
  IconArrowsJoin2,
  IconEraser,
  IconMapPin,
  IconPencil,
  IconPhone,
  IconUser,
} from '@tabler/icons-react'
import { type UseMutationResult, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Customer } from '#core/contacts/customer.ts'
import { api, client } from '#web/client.ts'
import { BesideBalance, CustomerMarks } from '#web/customer-marks.tsx'
import { type CustomerAction, type CustomerPiece, useCustomerSlots } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Question } from '#web/ui/question.tsx'
import { RecordHeader } from '#web/ui/record/record.tsx'
import { type MenuItem, RowMenu } from '#web/ui/row-menu.tsx'
import { CheckedPhone } from '#web/ui/text/checked-phone.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useLabels, useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { MergeDialog } from './merge-dialog.tsx'
import { useOwners } from './owners.ts'
import { useChange } from './use-change.ts'

/** Who it is, how much they owe and since when, and what comes next. */
export function CustomerHead({ customer }: { customer: Customer }) {
  const t = useWords('contacts')
  const { nameOf } = useOwners()
  const owner = nameOf(customer.ownerId)
  const phones = customer.identities?.filter(({ kind }) => kind === 'phone') ?? []
  const phone = phones.find(({ wrong }) => wrong === null)?.value
  const [contact] = customer.contacts
  return (
    <RecordHeader
      name={customer.name}
      chips={<Chips customer={customer} />}
      facts={
        <>
          {contact && (
            <span>
              <IconUser size={15} aria-hidden="true" />
              <i className={css['plain']}>
                <Bdi>{contact.name}</Bdi>
                {contact.title && (
                  <>
                    {t('comma')}
                    <Bdi>{contact.title}</Bdi>
                  </>
                )}
              </i>
            </span>
          )}
          {phones
            .filter(({ value, wrong }) => wrong !== null || value === phone)
            .map(({ id, value, wrong }) => (
              <span key={id}>
                <IconPhone size={15} aria-hidden="true" />
                <CheckedPhone value={value} wrong={wrong} />
              </span>
            ))}
          {customer.address?.city && (
            <span>
              <IconMapPin size={15} aria-hidden="true" />
              <Bdi>{customer.address.city}</Bdi>
            </span>
          )}
          {owner && (
            <span>
              {t('owner')}: <Bdi>{owner}</Bdi>
            </span>
          )}
        </>
      }
      actions={<Actions customer={customer} phone={phone} />}
    >
      <Band customerId={customer.id} />
    </RecordHeader>
  )
}

function Chips({ customer }: { customer: Customer }) {
  const t = useWords('contacts')
  return (
    <>
      <CustomerMarks customerId={customer.id} />
      {customer.stage === 'prospect' && <Chip tone="draft">{t('prospect')}</Chip>}
      {customer.erasedAt && <Chip>{t('erased')}</Chip>}
      {customer.archivedAt && !customer.erasedAt && <Chip>{t('archived')}</Chip>}
      {customer.tags.map((tag) => (
        <Chip key={tag}>
          <Bdi>{tag}</Bdi>
        </Chip>
      ))}
    </>
  )
}

/** Balance and strip, one line a currency, and the cards that other features put beside them. */
function Band({ customerId }: { customerId: string }) {
  const t = useWords('contacts')
  const may = useMay()
  const reads = may('ledger.statement') !== undefined
  const { customerPieces } = useCustomerSlots()
  const { data } = useQuery({
    ...api.ledger.customerAging.queryOptions({ input: { id: customerId } }),
    enabled: reads,
  })
  const cards = customerPieces.filter(
    ({ place, permission }) => place === 'band' && (!permission || may(permission) !== undefined),
  )
  if (!reads && cards.length === 0) return null
  const to = () => `/customers/${customerId}/statement?kind=open`
  return (
    <>
      {data?.rows.length === 0 && (
        <div>
          <p className="muted">{t('no_debt')}</p>
          <BesideBalance customerId={customerId} />
        </div>
      )}
      {data?.rows.map(({ currency, buckets, total, overdue }, at) => (
        <div key={currency} className={css['owed']}>
          <div>
            <span className={css['owedName']}>{t('balance')}</span>
            <Money value={total} size="title" strong />
            {overdue.minor > 0 && (
              <span className={css['owedLate']}>
                {t('overdue')} <Money value={overdue} strong />
              </span>
            )}
            {at === 0 && <BesideBalance customerId={customerId} />}
          </div>
          <div className={css['owedAging']}>
            <AgingStrip buckets={buckets} to={to} />
            <AgingLegend buckets={buckets} to={to} />
          </div>
        </div>
      ))}
      {cards.map((piece) => (
        <Piece key={piece.id} piece={piece} customerId={customerId} />
      ))}
    </>
  )
}

/** What another feature puts on the record, loaded when the record opens. */
export function Piece({ piece, customerId }: { piece: CustomerPiece; customerId: string }) {
  const Body = useMemo(() => lazy(async () => ({ default: await piece.load() })), [piece])
  return (
    <Suspense fallback={null}>
      <Body customerId={customerId} />
    </Suspense>
  )
}

/** Dials, and then offers to write down what came of it, where the reader may. */
function CallButton({ customerId, phone }: { customerId: string; phone: string }) {
  const t = useWords('contacts')
  const go = useGo()
  const may = useMay()
  const [dialled, setDialled] = useState(false)
  const logged = may('messaging.send') !== undefined ? `/customers/${customerId}/messages` : null
  const place = may('collections.work') !== undefined ? `/desk/${customerId}` : logged
  return (
    <>
      <Button
        component="a"
        href={`tel:${phone}`}
        variant="default"
        leftSection={<IconPhone size={16} />}
        visibleFrom="sm"
        onClick={() => setDialled(true)}
      >
        {t('call')}
      </Button>
      {dialled && place && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          visibleFrom="sm"
          onClick={() => go(place)}
        >
          {t('call_outcome')}
        </Button>
      )}
    </>
  )
}

function Actions({ customer, phone }: { customer: Customer; phone: string | undefined }) {
  const editWord = useWords('ui')('edit')
  const labels = useLabels()
  const go = useGo()
  const may = useMay()
  const { customerActions } = useCustomerSlots()
  const shown = customerActions.filter(
    ({ permission }) => !permission || may(permission) !== undefined,
  )
  const edit = may('contacts.change') && !customer.erasedAt && !customer.survivorId
  return (
    <>
      {phone && <CallButton customerId={customer.id} phone={phone} />}
      {edit && shown.length === 0 && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          onClick={() => go(`/customers/${customer.id}/edit`)}
        >
          {editWord}
        </Button>
      )}
      {shown.slice(0, 2).map(({ label, icon: Icon, to }, at) => (
        <Button
          key={label}
          variant={at === 0 ? 'filled' : 'default'}
          leftSection={<Icon size={16} />}
          onClick={() => go(to(customer.id))}
        >
          {labels(label)}
        </Button>
      ))}
      <MoreActions customer={customer} offered={shown.slice(2)} />
    </>
  )
}

type Asked = 'merge' | 'erase' | null

type More = Readonly<{ customer: Customer; offered: readonly CustomerAction[] }>

function MoreActions({ customer, offered }: More) {
  const t = useWords('contacts')
  const labels = useLabels()
  const ui = useWords('ui')
  const edit = ui('edit')
  const go = useGo()
  const may = useMay()
  const [asked, setAsked] = useState<Asked>(null)
  const { id, name } = customer
  const archive: UseMutationResult<unknown, Error, boolean> = useChange(
    (archived: boolean) =>
      archived ? client.contacts.archive({ id }) : client.contacts.unarchive({ id }),
    (_, archived) => {
      if (!archived) return toast.said(t('unarchived_said', { name }))
      const undo = { label: ui('undo'), run: () => archive.mutate(false) }
      toast.said(t('archived_said', { name }), undefined, undo)
    },
  )
  const erase = useChange(
    () => client.contacts.erase({ id }),
    () => setAsked(null),
  )
  const open = !customer.erasedAt && !customer.survivorId
  const item = (allowed: boolean, entry: MenuItem) => (allowed ? [entry] : [])
  return (
    <>
      <RowMenu
        name={name}
        items={[
          ...offered.map(({ label, icon, to }) => {
            return { label: labels(label), icon, run: () => go(to(id)) }
          }),
          ...item(open && may('contacts.change') !== undefined, {
            ...{ label: edit, icon: IconPencil, run: () => go(`/customers/${id}/edit`) },
          }),
          ...item(open && may('contacts.merge') !== undefined, {
            ...{ label: t('merge'), icon: IconArrowsJoin2, run: () => setAsked('merge') },
          }),
          ...item(open && may('contacts.archive') !== undefined, {
            label: customer.archivedAt ? t('unarchive') : t('archive'),
            icon: customer.archivedAt ? IconArchiveOff : IconArchive,
            run: () => archive.mutate(!customer.archivedAt),
          }),
          ...item(open && customer.kind === 'person' && may('contacts.erase') !== undefined, {
            ...{ label: t('erase'), icon: IconEraser, grave: true },
            run: () => setAsked('erase'),
          }),
        ]}
      />
      {asked === 'merge' && <MergeDialog survivor={customer} onClose={() => setAsked(null)} />}
      <Question
        open={asked === 'erase'}
        onClose={() => setAsked(null)}
        title={t('erase_ask', { name })}
        yes={t('erase_yes')}
        grave
        busy={erase.isPending}
        onYes={() => erase.mutate(undefined)}
      >
        {t('erase_hint')}
      </Question>
    </>
  )
}
