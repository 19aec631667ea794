import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { TrialDetail } from '#core/collections/policy-api.ts'
import type { Arm } from '#core/collections/trial.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { Count, Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'
import { TrialChip } from './trials.tsx'

/** How two policies fare on the halves of a segment. */
export function TrialPage() {
  const t = useWords('policies')
  const format = useFormat()
  const id = useParam('id')
  const [ending, setEnding] = useState(false)
  const { data, error, refetch } = useQuery(api.collections.trial.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const line = { a: data.policyA.name, b: data.policyB.name, to: format.day(data.to) }
  return (
    <Sheet label={t('trial')}>
      <PageHead
        title={<bdi>{data.name}</bdi>}
        actions={
          data.endedOn === null ? (
            <Button variant="default" onClick={() => setEnding(true)}>
              {t('trial_end')}
            </Button>
          ) : null
        }
      >
        {t('trial_line', line)} <TrialChip trial={data} />
      </PageHead>
      <Section title={<Verdict trial={data} />}>
        <Halves trial={data} />
        {data.report.horizon > 0 && <Why>{t('difference_how', { days: data.report.horizon })}</Why>}
        {data.report.mixed > 0 && (
          <p className="muted">{t('mixed', { count: data.report.mixed })}</p>
        )}
      </Section>
      {ending && <EndDialog trial={data} onClose={() => setEnding(false)} />}
    </Sheet>
  )
}

function Verdict({ trial }: { trial: TrialDetail }) {
  const t = useWords('policies')
  const { difference } = trial.report
  if (!difference) return t('difference_none')
  const { days, low, high } = difference
  const sooner = days <= 0 ? trial.policyB : trial.policyA
  const unsure = low <= 0 && high >= 0
  // Told as days gained by the sooner of the two.
  const [least, most] = days <= 0 ? [-high, -low] : [low, high]
  return (
    <>
      {t('difference_sooner', { name: sooner.name, days: Math.abs(days) })}{' '}
      <small>
        {t(unsure ? 'difference_unsure' : 'difference_sure', { low: least, high: most })}
      </small>
    </>
  )
}

function Halves({ trial }: { trial: TrialDetail }) {
  const t = useWords('policies')
  const { a, b } = trial.report
  const row = (label: string, of: (side: typeof a) => ReactNode) => (
    <tr>
      <th scope="row">{label}</th>
      <td className="num">{of(a)}</td>
      <td className="num">{of(b)}</td>
    </tr>
  )
  return (
    <table className={css['figures']}>
      <thead>
        <tr>
          <th scope="col">{t('half')}</th>
          {[trial.policyA, trial.policyB].map(({ key, name }) => (
            <th key={key} scope="col" className="num">
              <bdi>{name}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(t('customers'), (side) => (
          <Count value={side.customers} />
        ))}
        {row(t('invoices'), (side) => (
          <Count value={side.invoices} />
        ))}
        {row(t('still_open'), (side) => (
          <Count value={side.open} />
        ))}
        {row(t('mean_days'), (side) =>
          side.invoices > 0 ? <Ltr>{String(side.meanDays)}</Ltr> : '—',
        )}
        {row(t('median_days'), (side) =>
          side.medianDays === null ? t('not_yet') : <Count value={side.medianDays} />,
        )}
        {row(t('messages'), (side) => (
          <Count value={side.messages} />
        ))}
        {row(t('opt_outs'), (side) => (
          <Count value={side.optOuts} />
        ))}
        {row(t('complaints'), (side) => (
          <Count value={side.complaints} />
        ))}
      </tbody>
    </table>
  )
}

function EndDialog({ trial, onClose }: { trial: TrialDetail; onClose: () => void }) {
  const t = useWords('policies')
  const end = useChange(
    (winner: Arm | null) => client.collections.endTrial({ id: trial.id, winner }),
    () => {
      toast.said(t('trial_ended'))
      onClose()
    },
  )
  const choice = (winner: Arm | null, text: string) => (
    <Button
      fullWidth
      mt={8}
      variant="default"
      loading={end.isPending && end.variables === winner}
      onClick={() => end.mutate(winner)}
    >
      {text}
    </Button>
  )
  return (
    <Modal opened onClose={onClose} size={460} title={t('trial_end_ask')}>
      {choice('a', t('trial_end_a', { name: trial.policyA.name }))}
      {choice('b', t('trial_end_b', { name: trial.policyB.name }))}
      {choice(null, t('trial_end_none'))}
    </Modal>
  )
}
