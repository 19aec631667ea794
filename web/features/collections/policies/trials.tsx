import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PolicyRow } from '#core/collections/api.ts'
import { StartTrial, type Trial } from '#core/collections/policy-api.ts'
import { addDays } from '#core/day.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Chip } from '#web/ui/chip.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'

/** How a comparison stands, in a few words. */
export function TrialChip({ trial }: { trial: Trial }) {
  const t = useWords('policies')
  if (trial.endedOn === null) return <Chip tone="info">{t('trial_running')}</Chip>
  const won = trial.winner === 'a' ? trial.policyA : trial.policyB
  return trial.winner === null ? (
    <Chip>{t('trial_no_winner')}</Chip>
  ) : (
    <Chip tone="good">{t('trial_won', { name: won.name })}</Chip>
  )
}

/** Two policies compared on halves of a segment: those that run, and those that are over. */
export function TrialsSection({ policies }: { policies: readonly PolicyRow[] }) {
  const t = useWords('policies')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(api.collections.trials.queryOptions({ input: {} }))
  const enough = policies.some(({ policy }) => !policy.isDefault)
  return (
    <Section
      title={t('trials')}
      hint={enough ? t('trials_hint') : t('trial_needs')}
      actions={
        enough && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('trial_start')}
          </Button>
        )
      }
    >
      {data?.rows.length === 0 && <p className="muted">{t('trials_none')}</p>}
      {data?.rows.map((trial) => (
        <div key={trial.id} className={css['entry']}>
          <div>
            <Go to={`/settings/reminders/trials/${trial.id}`}>
              <Bdi>{trial.name}</Bdi>
            </Go>
            <small>
              {t('trial_line', {
                a: trial.policyA.name,
                b: trial.policyB.name,
                to: format.day(trial.to),
              })}
            </small>
          </div>
          <TrialChip trial={trial} />
        </div>
      ))}
      {asking && <StartDialog policies={policies} onClose={() => setAsking(false)} />}
    </Section>
  )
}

type DialogProps = Readonly<{ policies: readonly PolicyRow[]; onClose: () => void }>

function StartDialog({ policies, onClose }: DialogProps) {
  const t = useWords('policies')
  const go = useGo()
  const today = useToday()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [policyA, setA] = useState<string | null>(null)
  const [policyB, setB] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(addDays(today, 60))
  const asked = StartTrial.safeParse({ id, name, policyA, policyB, to })
  const start = useChange(
    (input: StartTrial) => client.collections.startTrial(input),
    (trial) => {
      toast.said(t('trial_started'))
      go(`/settings/reminders/trials/${trial.id}`)
    },
  )
  const optionsOf = (rows: readonly PolicyRow[]) =>
    rows.map((row) => ({ value: row.key, label: row.name }))
  const first = policies.filter(({ policy }) => !policy.isOff)
  const second = policies.filter(({ policy, key }) => !policy.isDefault && key !== policyA)
  return (
    <Modal opened onClose={onClose} size={460} title={t('trials')}>
      <TextInput
        label={t('trial_name')}
        maxLength={80}
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <Select
        mt={12}
        label={t('trial_a')}
        data={optionsOf(first)}
        value={policyA}
        onChange={setA}
      />
      <Select
        mt={12}
        label={t('trial_b')}
        data={optionsOf(second)}
        value={policyB}
        onChange={setB}
      />
      <DateInput id="trial-to" label={t('trial_to')} value={to} onChange={setTo} />
      <div className="form-acts">
        <Button
          disabled={!asked.success}
          loading={start.isPending}
          onClick={() => asked.success && start.mutate(asked.data)}
        >
          {t('trial_start')}
        </Button>
      </div>
    </Modal>
  )
}
