import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PlanSettings } from '#core/collections/plan-api.ts'
import { api, client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** What new payment plans go by. */
export function PlanSettingsPage() {
  const { data, error, refetch } = useQuery(
    api.collections.paymentPlanSettings.queryOptions({ input: {} }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Settings settings={data} /> : <Bones rows={4} />
}

function Settings({ settings }: { settings: PlanSettings }) {
  const t = useWords('plans')
  const ui = useWords('ui')
  const go = useGo()
  const queries = useQueryClient()
  const form = useForm({
    schema: PlanSettings,
    initial: settings,
    save: async (values) => {
      await client.collections.changePaymentPlanSettings(values)
      await queries.invalidateQueries({ queryKey: api.collections.key() })
      toast.said(t('settings_saved'))
    },
  })
  return (
    <FormPage
      form={form}
      title={t('settings')}
      submit={ui('save')}
      onCancel={() => go('/settings')}
    >
      <Pair>
        <NumberField path="graceDays" label={t('grace')} hint={t('grace_hint')} />
        <NumberField path="breaksAfter" label={t('breaks_after')} />
      </Pair>
      <Pair>
        <NumberField path="daysAhead" label={t('days_ahead')} />
        <NumberField path="remindDays" label={t('remind_days')} hint={t('remind_hint')} />
      </Pair>
    </FormPage>
  )
}
