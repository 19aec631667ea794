import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconRefresh, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { BooksHealth } from '#core/ledger/api.ts'
import { type BooksRule, booksRules } from '#core/ledger/books-rules.ts'
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

const isRule = (name: string): name is BooksRule => booksRules.some((rule) => rule === name)

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
        {isRule(invariant) ? t(`rule_${invariant}`) : t('rule_other', { name: invariant })}
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
