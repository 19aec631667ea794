import { Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavePolicy } from '#core/collections/api.ts'
import { currencySymbol } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'

const channels = ['whatsapp', 'email', 'sms'] as const

/** «جرّب على السنة الماضية»: tries the policy as it stands in the editor, kept or not. */
export function TrySection({ draft, good }: { draft: SavePolicy; good: boolean }) {
  const t = useWords('policies')
  const go = useGo()
  const { baseCurrency } = useMe().company
  const { language } = usePreferences()
  const unit = 10 ** digitsOf(baseCurrency)
  const [costs, setCosts] = useState({ whatsapp: 0, email: 0, sms: 0 })
  const start = useChange(
    () => client.collections.startSimulation({ ...draft, id: newId(), costs }),
    ({ id }) => go(`/settings/reminders/simulations/${id}`),
  )
  return (
    <Section title={t('try')} hint={t('try_hint')}>
      <div className={css['fields']}>
        {channels.map((channel) => (
          <NumberInput
            key={channel}
            label={`${t(`cost_${channel}`)}: ${t('costs', { currency: currencySymbol(baseCurrency, language) })}`}
            min={0}
            step={0.01}
            decimalScale={digitsOf(baseCurrency)}
            value={costs[channel] / unit}
            onChange={(value) =>
              setCosts({ ...costs, [channel]: Math.round((Number(value) || 0) * unit) })
            }
          />
        ))}
      </div>
      <div className="form-acts">
        <Button
          variant="default"
          disabled={!good}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('start')}
        </Button>
      </div>
      <Earlier policyKey={draft.key} />
    </Section>
  )
}

function Earlier({ policyKey }: { policyKey: string }) {
  const t = useWords('policies')
  const format = useFormat()
  const { data } = useQuery(api.collections.simulations.queryOptions({ input: {} }))
  const own = data?.rows.filter((row) => row.policyKey === policyKey) ?? []
  if (own.length === 0) return null
  return (
    <>
      <h3>{t('earlier')}</h3>
      {own.map((row) => (
        <div key={row.id} className={css['entry']}>
          <div>
            <Go to={`/settings/reminders/simulations/${row.id}`}>
              <Moment value={row.at} />
            </Go>
            <small>{t('period', { from: format.day(row.from), to: format.day(row.to) })}</small>
          </div>
        </div>
      ))}
    </>
  )
}
