import { Button, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { DisputeRule } from '#core/collections/dispute-api.ts'
import { api, client } from '#web/client.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './disputes.module.css'

type Rules = Awaited<ReturnType<typeof client.collections.disputeRules>>

/** Who answers which objection, and within how many hours of work. */
export function DisputeSettingsPage() {
  const t = useWords('disputes')
  const { data, error, refetch } = useQuery(
    api.collections.disputeRules.queryOptions({ input: {} }),
  )
  return (
    <Sheet label={t('settings')} narrow>
      <PageHead title={t('settings')}>{t('settings_hint')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={6} />}
      {data && <Form saved={data} />}
    </Sheet>
  )
}

function Form({ saved }: { saved: Rules }) {
  const t = useWords('disputes')
  const [rules, setRules] = useState(saved.rules)
  const save = useChange(client.collections.changeDisputeRules, () => toast.said(t('saved')))
  const set = (reason: DisputeRule['reason'], patch: Partial<DisputeRule>) =>
    setRules((before) =>
      before.map((rule) => (rule.reason === reason ? { ...rule, ...patch } : rule)),
    )
  const choices = [
    { group: t('person'), items: saved.people.map(({ id, name }) => ({ value: id, label: name })) },
    {
      group: t('department'),
      items: saved.departments.map(({ id, name }) => ({ value: `d:${id}`, label: name })),
    },
  ]
  return (
    <>
      <p className="muted">{t('settings_lead')}</p>
      <div className={css['rules']}>
        {rules.map((rule) => (
          <Fragment key={rule.reason}>
            <b>{t(`reason_${rule.reason}`)}</b>
            <NumberInput
              aria-label={`${t('answer_hours')}: ${t(`reason_${rule.reason}`)}`}
              suffix={` ${t('hours')}`}
              min={1}
              max={400}
              allowDecimal={false}
              value={rule.answerHours}
              onChange={(value) => set(rule.reason, { answerHours: Number(value) || 1 })}
            />
            <Select
              aria-label={`${t('answers')}: ${t(`reason_${rule.reason}`)}`}
              placeholder={t('answers_collector')}
              data={choices}
              clearable
              value={rule.ownerId ?? (rule.departmentId ? `d:${rule.departmentId}` : null)}
              onChange={(value) =>
                set(rule.reason, {
                  ownerId: value && !value.startsWith('d:') ? value : null,
                  departmentId: value?.startsWith('d:') ? value.slice(2) : null,
                })
              }
            />
          </Fragment>
        ))}
      </div>
      <div className="form-acts">
        <Button loading={save.isPending} onClick={() => save.mutate({ rules })}>
          {t('save')}
        </Button>
      </div>
    </>
  )
}
