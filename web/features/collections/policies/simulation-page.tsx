import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { PolicyRow } from '#core/collections/api.ts'
import { type Simulation, simulationSides } from '#core/collections/policy-api.ts'
import { ReachChannel } from '#core/contacts/customer.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useParam } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'
import { rowsAt } from './rows-at.ts'
import { Weeks } from './weeks.tsx'

/** Every step of every policy in their order, as rows are told by it. */
function useStepOrder(): (step: string) => number {
  const { data } = useQuery(api.collections.policies.queryOptions({ input: {} }))
  const steps = data?.rows.flatMap((row) => row.policy.steps.map(({ key }) => `${row.key}/${key}`))
  return (step) => steps?.indexOf(step) ?? 0
}

/** How a step is called: its policy, and what it says. */
export function useStepName(): (step: string) => string {
  const t = useWords('collections')
  const { data } = useQuery(api.collections.policies.queryOptions({ input: {} }))
  return (step) => {
    const [policyKey, stepKey] = step.split('/')
    const row: PolicyRow | undefined = data?.rows.find(({ key }) => key === policyKey)
    const found = row?.policy.steps.find(({ key }) => key === stepKey)
    const tone = found ? t(`tone_${found.tone}`) : (stepKey ?? step)
    return row ? `${row.name}: ${tone}` : tone
  }
}

/** What a policy would have done in the past year, beside what was done. */
export function SimulationPage() {
  const t = useWords('policies')
  const format = useFormat()
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.simulation.queryOptions({ input: { id } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const days = { from: format.day(data.from), to: format.day(data.to) }
  return (
    <Sheet label={t('simulation')}>
      <PageHead
        title={t('simulation')}
        actions={<Go to={`/settings/reminders/policies/${data.policyKey}`}>{t('edit')}</Go>}
      >
        {t('simulation_of', { name: data.name, ...days })}
      </PageHead>
      {data.finishedAt ? <Finished run={data} /> : <Progress run={data} />}
    </Sheet>
  )
}

function Progress({ run }: { run: Simulation }) {
  const t = useWords('policies')
  const text = run.of === null ? t('beginning') : t('running', { done: run.done, of: run.of })
  return (
    <Section title={text}>
      <progress
        className={css['progress']}
        aria-label={text}
        {...(run.of === null ? {} : { value: run.done, max: run.of })}
      />
    </Section>
  )
}

function Finished({ run }: { run: Simulation }) {
  const t = useWords('policies')
  const { sums } = run
  if (sums.customers === 0)
    return (
      <Blank icon={<IconListCheck size={30} />} title={t('nobody')}>
        {t('nobody_hint')}
      </Blank>
    )
  return (
    <>
      <Section
        title={t('claimed', { customers: sums.customers, invoices: sums.lateInvoices })}
        hint={<Why>{t('honest')}</Why>}
      >
        <Figures run={run} />
      </Section>
      <Breakdown run={run} by="bySteps" title={t('by_step')} />
      <Breakdown run={run} by="byChannel" title={t('by_channel')} />
      <Section title={t('by_week')}>
        <Weeks run={run} />
      </Section>
    </>
  )
}

const Head = ({ first }: { first: string }) => {
  const t = useWords('policies')
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" className="num">
          {t('would')}
        </th>
        <th scope="col" className="num">
          {t('was')}
        </th>
      </tr>
    </thead>
  )
}

function Figures({ run }: { run: Simulation }) {
  const t = useWords('policies')
  const { id, sums, cost } = run
  const linked = (
    label: string,
    name: 'messages' | 'soonPaid' | 'untouched',
    search: Record<string, string>,
  ) => (
    <tr>
      <th scope="row">{label}</th>
      {simulationSides.map((side) => (
        <td key={side} className="num">
          <Go to={rowsAt(id, side, search)}>
            <Count value={sums[side][name]} />
          </Go>
        </td>
      ))}
    </tr>
  )
  return (
    <table className={css['figures']}>
      <Head first={t('figure')} />
      <tbody>
        {linked(t('messages'), 'messages', {})}
        <tr>
          <th scope="row">{t('reached')}</th>
          {simulationSides.map((side) => (
            <td key={side} className="num">
              <Count value={sums[side].customers} />
            </td>
          ))}
        </tr>
        {linked(t('soon_paid'), 'soonPaid', { soon: 'yes' })}
        {linked(t('untouched'), 'untouched', { kind: 'untouched' })}
        <tr>
          <th scope="row">{t('cost')}</th>
          {simulationSides.map((side) => (
            <td key={side} className="num">
              <Money value={cost[side]} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

type BreakdownProps = Readonly<{ run: Simulation; by: 'bySteps' | 'byChannel'; title: string }>

function Breakdown({ run, by, title }: BreakdownProps) {
  const stepName = useStepName()
  const orderOf = useStepOrder()
  const say = useWords('messaging')
  const { would, was } = run.sums
  const keys = [...new Set([...Object.keys(would[by]), ...Object.keys(was[by])])].toSorted(
    (a, b) => orderOf(a) - orderOf(b),
  )
  const channelName = (key: string) => {
    const channel = ReachChannel.safeParse(key)
    return channel.success ? say(`channel_${channel.data}`) : '—'
  }
  return (
    <Section title={title}>
      <table className={css['figures']}>
        <Head first={title} />
        <tbody>
          {keys.map((key) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{by === 'bySteps' ? stepName(key) : channelName(key)}</bdi>
              </th>
              {simulationSides.map((side) => (
                <td key={side} className="num">
                  <Go to={rowsAt(run.id, side, { [by === 'bySteps' ? 'step' : 'channel']: key })}>
                    <Count value={run.sums[side][by][key] ?? 0} />
                  </Go>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
