import { Button } from '@mantine/core'
import { IconPlus, IconReport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StatementPlanRow } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from '../payments.module.css'
import { useChange } from '../use-change.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { useRhythm, useWhom } from './say.ts'
import own from './statements.module.css'

/** «كشوف الحساب الدورية»: the plans, and the register of what went to whom. */
export function StatementsPage() {
  const t = useWords('statements')
  const plans = useQuery(api.payments.statementPlans.queryOptions({ input: {} }))
  const [asked, setAsked] = useState<StatementPlanRow | 'new'>()
  if (plans.error) return <Failed error={plans.error} onRetry={() => void plans.refetch()} />
  if (!plans.data) return <Bones />
  const { rows } = plans.data
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAsked('new')}>
      {t('new')}
    </Button>
  )
  return (
    <Sheet label={t('statements')}>
      <PageHead title={t('statements')} actions={rows.length > 0 && add}>
        {t('statements_hint')}
      </PageHead>
      {rows.length === 0 ? (
        <Blank icon={<IconReport size={30} />} title={t('empty')} actions={add}>
          {t('empty_hint')}
        </Blank>
      ) : (
        <ul className={`${css['rows']} ${own['pad']}`} aria-label={t('statements')}>
          {rows.map((row) => (
            <PlanLine key={row.id} plan={row} onEdit={() => setAsked(row)} />
          ))}
        </ul>
      )}
      <Runs />
      {asked && (
        <PlanDialog
          onClose={() => setAsked(undefined)}
          {...(asked === 'new' ? {} : { plan: asked })}
        />
      )}
    </Sheet>
  )
}

function PlanLine({ plan, onEdit }: { plan: StatementPlanRow; onEdit: () => void }) {
  const t = useWords('statements')
  const rhythm = useRhythm()
  const whom = useWhom()
  const turn = useChange(
    () => client.payments.switchStatementPlan({ id: plan.id, active: !plan.active }),
    () => toast.said(t(plan.active ? 'paused_said' : 'resumed_said')),
  )
  return (
    <li>
      <div>
        <b>
          <Bdi>{plan.name}</Bdi>
        </b>
        <small>
          {rhythm(plan)} · <Bdi>{whom(plan)}</Bdi> · {t(`kind_${plan.kind}`)}
        </small>
        <small>
          {plan.active && (
            <>
              {t('next')} <Day value={plan.nextOn} weekday />
            </>
          )}
          {plan.last && (
            <>
              {plan.active && ' · '}
              <Go to={`/settings/statements/${plan.last.runId}`} className="link">
                {t('last', { sent: plan.last.sent, total: plan.last.total })}
              </Go>
            </>
          )}
        </small>
      </div>
      {!plan.active && <Chip tone="plain">{t('paused')}</Chip>}
      <span className={own['acts']}>
        <Button
          size="compact-sm"
          variant="default"
          loading={turn.isPending}
          onClick={() => turn.mutate(undefined)}
        >
          {t(plan.active ? 'pause' : 'resume')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onEdit}>
          {t('edit')}
        </Button>
      </span>
    </li>
  )
}

function Runs() {
  const t = useWords('statements')
  const { data } = useQuery(api.payments.statementRuns.queryOptions({ input: { limit: 30 } }))
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('runs')} hint={t('runs_hint')}>
      <ul className={css['rows']}>
        {data.rows.map((run) => (
          <li key={run.id}>
            <div>
              <Go to={`/settings/statements/${run.id}`} className="link">
                <Day value={run.on} weekday />
              </Go>
              <small>
                <Bdi>{run.planName}</Bdi>
              </small>
            </div>
            {run.refused > 0 && (
              <Chip tone="late1">{t('refused_count', { count: run.refused })}</Chip>
            )}
            <span>{t('sent_count', { count: run.sent })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
