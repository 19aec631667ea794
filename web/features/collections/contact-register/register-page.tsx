import { IconNotebook } from '@tabler/icons-react'
import { useMemo } from 'react'
import { registerChannels, registerKinds } from '#core/collections/contact-register.ts'
import type { RegisteredContact } from '#core/collections/contact-register-api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, manyOf, rangeOf } from '#web/ui/list/filter.ts'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Ltr, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers, useOwners } from '../../contacts/index.ts'
import css from './register.module.css'
import { HoursChip, useCame } from './say.tsx'

type Page = ListPage<RegisteredContact>

/** Whoever is chosen under «من»: a colleague, or the house by itself. */
const byItself = 'auto'

function filterOf({ filters }: Ask) {
  const [channels, kinds] = [manyOf(filters['channel']), manyOf(filters['kind'])]
  const channel = registerChannels.filter((each) => channels.includes(each))
  const kind = registerKinds.filter((each) => kinds.includes(each))
  const days = rangeOf(filters['days'])
  const by = filters['by']
  return {
    ...(filters['customer'] && { customerId: filters['customer'] }),
    ...(by === byItself && { automatic: true }),
    ...(by && by !== byItself && { byId: by }),
    ...(channel.length > 0 && { channel }),
    ...(kind.length > 0 && { kind }),
    ...(days.from && { from: days.from }),
    ...(days.to && { to: days.to }),
  }
}

const source: ListSource<RegisteredContact, Page> = {
  key: api.collections.contactRegister.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.contactRegister(
      {
        ...{ ...filterOf(ask), limit, direction: ask.sort?.direction ?? ('desc' as const) },
        ...(cursor ? { cursor } : {}),
      },
      { signal },
    ),
}

/** A contact as the file asks for it: the same filters, as an address. */
const fileOf = (ask: Ask): string => {
  const { channel = [], kind = [], automatic, ...rest } = filterOf(ask)
  const many = (name: string, values: readonly string[]) =>
    values.map((value, place) => [`${name}[${place}]`, value])
  return `/api/v1/contact-register/file${stringifySearch({
    ...rest,
    ...(automatic && { automatic: 'true' }),
    ...Object.fromEntries([...many('channel', channel), ...many('kind', kind)]),
  })}`
}

function About({ row }: { row: RegisteredContact }) {
  const t = useWords('contactRegister')
  return (
    <span className={css['stack']}>
      {row.debts.length === 0 ? (
        <span className="muted">{t('account')}</span>
      ) : (
        <span>
          {row.debts.slice(0, 3).map((number) => (
            <Code key={number}>{number}</Code>
          ))}
          {row.debts.length > 3 && <small className="muted"> +{row.debts.length - 3}</small>}
        </span>
      )}
      {row.amount && (
        <small>
          <Money value={row.amount} />
        </small>
      )}
    </span>
  )
}

function To({ row }: { row: RegisteredContact }) {
  const name = row.to === row.customerName ? '' : row.to
  if (!name && !row.toAddress) return <span className="muted">—</span>
  return (
    <span className={css['stack']}>
      {name && (
        <span>
          <Bdi>{name}</Bdi>
        </span>
      )}
      {row.toAddress && (
        <small className="muted">
          <Ltr>{row.toAddress}</Ltr>
        </small>
      )}
    </span>
  )
}

function LetOut({ row }: { row: RegisteredContact }) {
  const t = useWords('contactRegister')
  return (
    <span className={css['stack']}>
      <span>{t(`ground_${row.ground}`)}</span>
      {row.because && (
        <small className="muted">
          <Bdi>{row.because}</Bdi>
        </small>
      )}
      {row.hours && <HoursChip hours={row.hours} />}
    </span>
  )
}

function useColumns(): Column<RegisteredContact, Page>[] {
  const t = useWords('contactRegister')
  const came = useCame()
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    {
      id: 'at',
      head: t('at'),
      width: 130,
      sort: 'at',
      cell: (row) => <Moment value={row.at} />,
    },
    {
      id: 'kind',
      head: t('kind'),
      width: 130,
      cell: (row) => (
        <span className={css['stack']}>
          <span>{t(`kind_${row.kind}`)}</span>
          <small className="muted">
            {row.direction === 'in'
              ? t('incoming', { channel: t(`channel_${row.channel}`) })
              : t(`channel_${row.channel}`)}
          </small>
        </span>
      ),
    },
    {
      id: 'by',
      head: t('by'),
      width: 120,
      cell: (row) =>
        row.automatic ? <span className="muted">{t('automatic')}</span> : <Bdi>{row.by}</Bdi>,
    },
    { id: 'to', head: t('to'), width: 160, spare: true, cell: (row) => <To row={row} /> },
    { id: 'debts', head: t('debts'), width: 145, cell: (row) => <About row={row} /> },
    { id: 'came', head: t('came'), width: 145, cell: came },
    { id: 'let_out', head: t('let_out'), width: 180, cell: (row) => <LetOut row={row} /> },
  ]
}

function useFilters(): readonly FilterDef[] {
  const t = useWords('contactRegister')
  const { options } = useOwners()
  return useMemo(
    () => [
      { kind: 'days', id: 'days', label: t('days') },
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
      {
        kind: 'enum',
        id: 'by',
        label: t('by'),
        options: [{ value: byItself, label: t('automatic') }, ...options],
      },
      {
        kind: 'enum',
        id: 'channel',
        label: t('channel'),
        many: true,
        options: registerChannels.map((value) => ({ value, label: t(`channel_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'kind',
        label: t('kind'),
        many: true,
        options: registerKinds.map((value) => ({ value, label: t(`kind_${value}`) })),
      },
    ],
    [t, options],
  )
}

/** Every contact with debtors in the order of time (كل اتصال موثّق). */
export function ContactRegisterPage() {
  const t = useWords('contactRegister')
  const may = useMay()
  const came = useCame()
  const placeOf = (row: RegisteredContact) => {
    if (row.messageId && may('messaging.read')) return `/messages/${row.messageId}`
    if (row.referralId) return `/referrals/${row.referralId}`
    return `/customers/${row.customerId}/contacts-log`
  }
  return (
    <ListPageBox>
      <PageHead title={t('register')}>{t('hint')}</PageHead>
      <DataList
        name="contact_register"
        label={t('register')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={placeOf}
        firstSort="-at"
        filters={useFilters()}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Moment value={row.at} />,
          chip: row.hours && row.hours !== 'open' ? <HoursChip hours={row.hours} /> : came(row),
          sub: t('kind_on', {
            kind: t(`kind_${row.kind}`),
            channel: t(`channel_${row.channel}`),
          }),
        })}
        exportTo={fileOf}
        empty={
          <Blank icon={<IconNotebook size={30} />} title={t('none')}>
            {t('none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
