import { SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { Day as DayText } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Money as Amount, total } from '#core/money.ts'
import { allocateByHand, allocateOldestFirst } from '#core/payments/allocate.ts'
import type { PayableItem } from '#core/payments/api.ts'
import { type Promised, promisedFirst } from '#core/payments/promised.ts'
import { api } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { Bones } from '#web/ui/blank.tsx'
import { minorOf, plainOf } from '#web/ui/form/amount.ts'
import type { Form } from '#web/ui/form/use-form.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'

const Shares = z.array(Share)

type Props = Readonly<{
  form: Form
  title?: string
  /** Whether money of just what was promised goes to it first: so it is with all that is received. */
  promised?: boolean
}>

/**
 * What the payment will settle, while it is written: by the same rule as the server's, or by hand
 * with a foot that adds up.
 */
export function Allocation({ form, title, promised = true }: Props) {
  const t = useWords('payments')
  const customerId = form.get('customerId')
  const ready = typeof customerId === 'string' && customerId !== ''
  const { data } = useQuery({
    ...api.payments.payable.queryOptions({ input: { customerId: ready ? customerId : '' } }),
    enabled: ready,
  })
  const amount = Amount.safeParse(form.get('amount')).data
  return (
    <section className={css['preview']} aria-label={title ?? t('preview')}>
      <h2>{title ?? t('preview')}</h2>
      {!ready && <p className="dim">{t('preview_pick')}</p>}
      {ready && !data && <Bones rows={3} />}
      {ready && data?.rows.length === 0 && <p className="dim">{t('preview_nothing')}</p>}
      {data && data.rows.length > 0 && (
        <Open
          key={String(customerId)}
          form={form}
          rows={data.rows}
          amount={amount}
          words={promised ? data.promised : []}
        />
      )}
    </section>
  )
}

type OpenProps = Readonly<{
  form: Form
  rows: readonly PayableItem[]
  amount: Amount | undefined
  words: readonly Promised[]
}>

function Open({ form, rows, amount, words }: OpenProps) {
  const t = useWords('payments')
  const today = useToday()
  const byHand = form.get('shares') !== undefined
  const currency = amount?.currency ?? rows[0]?.balance.currency
  const shown = rows.filter((row) => row.balance.currency === currency)
  const paying = amount && amount.minor > 0 ? amount : undefined
  const day = DayText.safeParse(form.get('paidOn')).data ?? today
  const before = paying ? promisedFirst(paying, day, words) : new Set<string>()
  const auto = paying && allocateOldestFirst(paying, shown, before)
  const wanted = Shares.safeParse(form.get('shares')).data ?? []
  const choose = (mode: string) =>
    form.set('shares', mode === 'hand' ? (auto?.shares ?? []) : undefined)
  return (
    <>
      <SegmentedControl
        fullWidth
        value={byHand ? 'hand' : 'auto'}
        onChange={choose}
        data={[
          { value: 'auto', label: t('oldest_first') },
          { value: 'hand', label: t('by_hand') },
        ]}
      />
      {!byHand && before.size > 0 && <p className="dim">{t('promised_first')}</p>}
      <table className={css['lines']} data-tight>
        <thead>
          <tr>
            <th scope="col">{t('document')}</th>
            <th scope="col" className="num">
              {t('left')}
            </th>
            <th scope="col" className="num">
              {t('settles')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Line
              key={row.id}
              row={row}
              share={(byHand ? wanted : (auto?.shares ?? [])).find(
                ({ itemId }) => itemId === row.id,
              )}
              {...(byHand && {
                onShare: (minor: number) => form.set('shares', withShare(wanted, row, minor)),
              })}
            />
          ))}
        </tbody>
      </table>
      <Foot amount={paying} shares={byHand ? wanted : (auto?.shares ?? [])} rows={shown} />
    </>
  )
}

function withShare(shares: readonly Share[], row: PayableItem, minor: number): Share[] {
  const others = shares.filter(({ itemId }) => itemId !== row.id)
  const { currency } = row.balance
  return minor === 0 ? others : [...others, { itemId: row.id, amount: { minor, currency } }]
}

type LineProps = Readonly<{
  row: PayableItem
  share: Share | undefined
  onShare?: (minor: number) => void
}>

function Line({ row, share, onShare }: LineProps) {
  return (
    <tr data-settles={share !== undefined || undefined}>
      <td>
        <Code>{row.number}</Code>
        <small>
          <Day value={row.dueOn} />
        </small>
      </td>
      <td className="num">
        <Money value={row.balance} bare />
      </td>
      <td className="num">
        {onShare ? (
          <ShareInput row={row} share={share} onShare={onShare} />
        ) : (
          <Money value={share?.amount ?? { ...row.balance, minor: 0 }} bare dash strong />
        )}
      </td>
    </tr>
  )
}

function ShareInput({
  row,
  share,
  onShare,
}: Required<Pick<LineProps, 'row' | 'share' | 'onShare'>>) {
  const t = useWords('payments')
  const [text, setText] = useState(share ? plainOf(share.amount) : '')
  const minor = text.trim() === '' ? 0 : minorOf(text, row.balance.currency)
  const wrong = minor === undefined || minor < 0 || minor > row.balance.minor
  return (
    <TextInput
      size="xs"
      className={`ltr-input ${css['share']}`}
      aria-label={t('share_of', { number: row.number })}
      inputMode="decimal"
      value={text}
      error={wrong && t('share_wrong')}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        onShare(typed.trim() === '' ? 0 : (minorOf(typed, row.balance.currency) ?? 0))
      }}
    />
  )
}

type FootProps = Readonly<{
  amount: Amount | undefined
  shares: readonly Share[]
  rows: readonly PayableItem[]
}>

/** Said in one sentence: what is settled, what stays on account, or by how much it does not fit. */
function Foot({ amount, shares, rows }: FootProps) {
  const t = useWords('payments')
  if (!amount) return <p className="dim">{t('preview_amount')}</p>
  const given = total(
    shares.map((share) => share.amount),
    amount.currency,
  )
  const result = allocateByHand(amount, shares, rows)
  const over = given.minor - amount.minor
  return (
    <dl className={css['foot']} data-wrong={'problem' in result || undefined}>
      <div>
        <dt>{t('settles')}</dt>
        <dd>
          <Money value={given} strong />
        </dd>
      </div>
      <div>
        <dt>{over > 0 ? t('too_much') : t('stays_on_account')}</dt>
        <dd>
          <Money value={{ ...given, minor: Math.abs(over) }} strong />
        </dd>
      </div>
    </dl>
  )
}
