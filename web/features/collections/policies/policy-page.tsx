import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PolicyRow } from '#core/collections/api.ts'
import { SavePolicy } from '#core/collections/api.ts'
import { everyone } from '#core/collections/segment.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { LeaveGuard } from '#web/ui/form/form-page.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'
import { SegmentSection } from './segment-fields.tsx'
import { StepsSection } from './step-rows.tsx'
import { TrySection } from './try-section.tsx'

const settings = '/settings/reminders'

/** One policy: whom it is for, its steps, and what it would have done in the past year. */
export function PolicyPage() {
  const t = useWords('policies')
  const key = useParam('key')
  const { data, error, refetch } = useQuery(api.collections.policies.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const row =
    key === 'new' ? freshOf(data.rows, t('new_policy')) : data.rows.find((each) => each.key === key)
  if (!row)
    return (
      <Sheet label={t('policy')}>
        <Blank icon={<IconListCheck size={30} />} title={t('missing')}>
          {t('missing_hint')}
        </Blank>
      </Sheet>
    )
  return <Editor key={`${key}:${row.changedAt}`} row={row} fresh={key === 'new'} />
}

/** A new policy begins as the general one does, for nobody until it is switched on. */
function freshOf(rows: readonly PolicyRow[], name: string): PolicyRow | undefined {
  const general = rows.find(({ policy }) => policy.isDefault)
  if (!general) return undefined
  const places = rows.flatMap(({ policy, place }) => (policy.isDefault ? [] : [place]))
  const key = `policy_${newId().slice(-12)}`
  const policy = { ...general.policy, key, isDefault: false, isOff: true, segment: everyone }
  return { ...general, key, name, place: Math.max(0, ...places) + 10, policy }
}

function Editor({ row: given, fresh }: { row: PolicyRow; fresh: boolean }) {
  const t = useWords('policies')
  const go = useGo()
  const [row] = useState(given)
  const [name, setName] = useState(row.name)
  const [policy, setPolicy] = useState(row.policy)
  const draft = { key: row.key, name, place: row.place, policy }
  const good = SavePolicy.safeParse(draft).success
  const [saved, setSaved] = useState(JSON.stringify(draft))
  const save = useChange(
    () => client.collections.savePolicy(draft),
    () => {
      setSaved(JSON.stringify(draft))
      toast.said(t('saved'))
      if (fresh) go(`${settings}/policies/${row.key}`, { replace: true })
    },
  )
  return (
    <Sheet label={t('policy')}>
      <LeaveGuard dirty={saved !== JSON.stringify(draft) && !save.isPending} />
      <PageHead title={<bdi>{name || t('policy')}</bdi>}>
        {policy.isDefault ? t('general') : t('policies_hint')}
      </PageHead>
      <Section title={t('policy')}>
        <TextInput
          label={t('name')}
          maw={420}
          maxLength={80}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {!policy.isDefault && (
          <Checkbox
            mt={12}
            label={t('turned_on')}
            description={t('turned_on_hint')}
            checked={!policy.isOff}
            onChange={({ currentTarget: { checked } }) => setPolicy({ ...policy, isOff: !checked })}
          />
        )}
      </Section>
      {!policy.isDefault && (
        <SegmentSection
          segment={policy.segment}
          policyKey={row.key}
          place={row.place}
          onChange={(segment) => setPolicy({ ...policy, segment })}
        />
      )}
      <StepsSection policy={policy} onChange={setPolicy} />
      <div className={`form-acts ${css['acts']}`}>
        <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!good}>
          {t('save')}
        </Button>
        {!policy.isDefault && !fresh && <Remove row={row} />}
      </div>
      <TrySection draft={draft} good={good} />
    </Sheet>
  )
}

function Remove({ row }: { row: PolicyRow }) {
  const t = useWords('policies')
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const remove = useChange(
    () => client.collections.removePolicy({ key: row.key }),
    () => {
      toast.said(t('removed'))
      go(settings, { replace: true })
    },
  )
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('remove_ask', { name: row.name })}
        yes={t('remove')}
        busy={remove.isPending}
        onYes={() => remove.mutate()}
      >
        {t('remove_hint')}
      </Question>
    </>
  )
}
