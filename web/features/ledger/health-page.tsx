import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconRefresh, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { BooksHealth } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import css from './ledger.module.css'
import { useChange } from './use-change.ts'

const rules = {
  cheques_are_booked_once: 'rule_cheques_are_booked_once',
  cleared_cheques_are_payments: 'rule_cleared_cheques_are_payments',
  early_discounts_fall_with_their_payment: 'rule_early_discounts_fall_with_their_payment',
  early_discounts_are_in_the_books: 'rule_early_discounts_are_in_the_books',
  entries_balance: 'rule_entries_balance',
  base_balances: 'rule_base_balances',
  control_is_open_items: 'rule_control_is_open_items',
  control_is_open_items_in_base: 'rule_control_is_open_items_in_base',
  receivables_have_a_party: 'rule_receivables_have_a_party',
  settled_is_settlements: 'rule_settled_is_settlements',
  settled_through_is_the_last_day: 'rule_settled_through_is_the_last_day',
  settlements_fit: 'rule_settlements_fit',
  differences_are_posted: 'rule_differences_are_posted',
  numbers_have_no_gap: 'rule_numbers_have_no_gap',
  posted_is_unalterable: 'rule_posted_is_unalterable',
  locked_periods_are_untouched: 'rule_locked_periods_are_untouched',
  reversals_mirror: 'rule_reversals_mirror',
  invoices_are_in_the_journal: 'rule_invoices_are_in_the_journal',
  credits_fit_their_invoice: 'rule_credits_fit_their_invoice',
  open_invoices_are_open_items: 'rule_open_invoices_are_open_items',
  invoice_tax_adds_up: 'rule_invoice_tax_adds_up',
  receipts_are_payments: 'rule_receipts_are_payments',
  gateway_fees_are_in_the_books: 'rule_gateway_fees_are_in_the_books',
  payments_are_in_the_books: 'rule_payments_are_in_the_books',
  bank_lines_are_matched_once: 'rule_bank_lines_are_matched_once',
  bank_matches_are_of_one_amount: 'rule_bank_matches_are_of_one_amount',
  one_gateway_payment_one_receipt: 'rule_one_gateway_payment_one_receipt',
  refunds_come_from_the_payment: 'rule_refunds_come_from_the_payment',
  reversed_payments_settle_nothing: 'rule_reversed_payments_settle_nothing',
} as const

const isRule = (name: string): name is keyof typeof rules => name in rules

/** What the books are held against, in words, and how the last comparison ended. */
export function HealthPage() {
  const t = useWords('ledger')
  const { data, error, refetch } = useQuery(api.ledger.booksHealth.queryOptions({ input: {} }))
  const check = useChange(() => client.ledger.checkBooks({}))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <Sheet label={t('health')}>
      <PageHead
        title={t('health')}
        actions={
          <Button
            variant="default"
            loading={check.isPending}
            leftSection={<IconRefresh size={16} />}
            onClick={() => check.mutate(undefined)}
          >
            {t('check_now')}
          </Button>
        }
      >
        {t('health_hint')}
      </PageHead>
      <BooksTabs />
      {!data && <Bones rows={8} />}
      {data && data.checkedAt === null && (
        <Blank icon={<IconScale size={28} />} tone="plain" title={t('health_never')}>
          {t('health_never_hint')}
        </Blank>
      )}
      {data && data.checkedAt !== null && <Result health={data} checkedAt={data.checkedAt} />}
    </Sheet>
  )
}

function Result({ health, checkedAt }: Readonly<{ health: BooksHealth; checkedAt: string }>) {
  const t = useWords('ledger')
  const format = useFormat()
  const broken = health.rows.filter(({ found }) => found > 0).length
  const since = health.cleanSince
    ? `${format.day(format.dayOf(health.cleanSince), {})} ${format.clock(health.cleanSince)}`
    : ''
  return (
    <>
      <Section
        title={broken === 0 ? t('health_good') : t('health_bad', { count: broken })}
        hint={
          broken === 0
            ? t('health_good_hint', {
                since,
                seconds: ((health.durationMs ?? 0) / 1000).toFixed(1),
              })
            : t('health_bad_hint')
        }
        actions={
          <span className="muted">
            {t('checked')} <Moment value={checkedAt} />
          </span>
        }
      >
        <span />
      </Section>
      <ul className={css['rules']}>
        {health.rows.map((row) => (
          <Rule key={row.invariant} row={row} />
        ))}
      </ul>
    </>
  )
}

function Rule({ row }: Readonly<{ row: BooksHealth['rows'][number] }>) {
  const t = useWords('ledger')
  const { invariant, found, sample } = row
  return (
    <li data-broken={found > 0 || undefined}>
      {found === 0 ? <IconCircleCheck size={18} /> : <IconCircleX size={18} />}
      <div>
        {isRule(invariant) ? t(rules[invariant]) : t('rule_other', { name: invariant })}
        {found > 0 && sample !== null && <pre>{JSON.stringify(sample, null, 2)}</pre>}
      </div>
      {found === 0 ? (
        <Chip tone="good">{t('rule_kept')}</Chip>
      ) : (
        <Chip tone="late3">{t('rule_broken', { count: found })}</Chip>
      )}
    </li>
  )
}
