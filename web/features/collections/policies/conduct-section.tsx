import { Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ConductKind, ContactCaps, conductKinds } from '#core/collections/conduct.ts'
import type { DeskSettings } from '#core/collections/desk/settings.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Section, Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'

/** How often a customer may be turned to on all ways, and two ready-made conducts to begin with. */
export function ConductSection() {
  const t = useWords('policies')
  const may = useMay()
  const leads = may('collections.lead') !== undefined
  const { data, error, refetch } = useQuery({
    ...api.collections.deskSettings.queryOptions({ input: {} }),
    enabled: leads,
  })
  if (!leads) return null
  return (
    <Section title={t('conduct')} hint={t('conduct_hint')}>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={2} />}
      {data && <Caps key={JSON.stringify(data.caps)} desk={data} />}
    </Section>
  )
}

const none = ContactCaps.parse({})

function Caps({ desk }: Readonly<{ desk: DeskSettings }>) {
  const t = useWords('policies')
  const [contacts, setContacts] = useState(desk.caps.contacts ?? none)
  const save = useChange(
    () => client.collections.changeDeskSettings({ ...desk, caps: { ...desk.caps, contacts } }),
    () => toast.said(t('conduct_saved')),
  )
  const adopt = useChange(
    (kind: ConductKind) => client.collections.adoptConduct({ kind }),
    () => toast.said(t('conduct_saved')),
  )
  const fields = [
    ['aDay', t('contacts_a_day')],
    ['aWeek', t('contacts_a_week')],
    ['in30Days', t('contacts_in_30')],
  ] as const
  return (
    <>
      <div className={css['fields']}>
        {fields.map(([name, label]) => (
          <NumberInput
            key={name}
            label={label}
            min={1}
            max={60}
            placeholder={t('without_limit')}
            value={contacts[name] ?? ''}
            onChange={(value) =>
              setContacts({ ...contacts, [name]: value === '' ? null : Number(value) })
            }
          />
        ))}
      </div>
      <div className={`form-acts ${css['acts']}`}>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('save_conduct')}
        </Button>
        {conductKinds.map((kind) => (
          <Button
            key={kind}
            variant="subtle"
            loading={adopt.isPending && adopt.variables === kind}
            onClick={() => adopt.mutate(kind)}
          >
            {t(`conduct_${kind}`)}
          </Button>
        ))}
      </div>
      <Why>{t('conduct_advice')}</Why>
    </>
  )
}
