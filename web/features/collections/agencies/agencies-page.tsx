import { Button } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AgencySettings } from '#core/collections/agency-api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { CheckField, NumberField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'
import { AgencyTabs } from './parts.tsx'

/** The agencies that a company works with, and how debts leave the house. */
export function AgenciesPage() {
  const t = useWords('agencies')
  const may = useMay()
  const go = useGo()
  const { data, error, refetch } = useQuery(api.collections.agencies.queryOptions({ input: {} }))
  const fresh = () => go(`/agencies/${newId()}/edit`)
  return (
    <Sheet>
      <PageHead
        title={t('agencies')}
        actions={may('collections.agencies') && <Button onClick={fresh}>{t('new_agency')}</Button>}
      >
        {t('agencies_hint')}
      </PageHead>
      <AgencyTabs active="agencies" />
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconGavel size={30} />} tone="plain" title={t('agencies_none')}>
          {t('agencies_none_hint')}
        </Blank>
      )}
      <ul className={`${css['lines']} ${css['onSheet']}`}>
        {data?.rows.map((agency) => (
          <li key={agency.id} className={css['line']}>
            <div>
              <Go to={`/agencies/${agency.id}`}>
                <Bdi>{agency.name}</Bdi>
              </Go>
              <small>{t('open_count', { count: agency.open })}</small>
            </div>
            {agency.archived && <Chip>{t('archived')}</Chip>}
            {agency.left.map((money) => (
              <Money key={money.currency} value={money} />
            ))}
          </li>
        ))}
      </ul>
      {may('collections.agencies') && <Rules />}
    </Sheet>
  )
}

function Rules() {
  const { data } = useQuery(api.collections.agencySettings.queryOptions({ input: {} }))
  return data ? <RulesForm settings={data} /> : null
}

function RulesForm({ settings }: { settings: AgencySettings }) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const may = useMay()
  const queries = useQueryClient()
  const form = useForm({
    schema: AgencySettings,
    initial: settings,
    save: async (values) => {
      await client.collections.saveAgencySettings(values)
      await queries.invalidateQueries({ queryKey: api.collections.key() })
      toast.said(t('rules_saved'))
    },
  })
  return (
    <Section title={t('rules')}>
      <FormFields form={form} submit={ui('save')}>
        <CheckField path="approvalNeeded" label={t('approval')} />
        <NumberField path="noticeDays" label={t('notice_days')} hint={t('notice_days_hint')} />
        {may('messaging.read') && (
          <Go to="/settings/texts?text=referral_notice" className="link">
            {t('notice_wording')}
          </Go>
        )}
      </FormFields>
    </Section>
  )
}
