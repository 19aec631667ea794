import { Button } from '@mantine/core'
import { IconMail, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Account } from '#core/messaging/api.ts'
import { Email } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './messaging.module.css'
import { useChange } from './use-change.ts'

/** The accounts that mail leaves through, with a test of each. */
export function AccountsPage() {
  const t = useWords('messaging')
  const go = useGo()
  const { data, error, refetch } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const add = (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} />}
      onClick={() => go(`/settings/mail/${newId()}`)}
    >
      {t('account_new')}
    </Button>
  )
  return (
    <Sheet label={t('account')}>
      <PageHead title={t('account')} actions={add}>
        {t('account_hint')}
      </PageHead>
      {data.rows.map((account) => (
        <AccountPart key={account.id} account={account} />
      ))}
      {data.rows.length === 0 && (
        <Blank icon={<IconMail size={30} />} title={t('no_account')}>
          {t('no_account_hint')}
        </Blank>
      )}
    </Sheet>
  )
}

const tones: Readonly<Record<'sent' | 'failed' | 'unknown', Tone>> = {
  sent: 'good',
  failed: 'late3',
  unknown: 'info',
}

function AccountPart({ account }: { account: Account }) {
  const t = useWords('messaging')
  const go = useGo()
  const [removing, setRemoving] = useState(false)
  const choose = useChange(() => client.messaging.chooseAccount({ id: account.id }))
  const remove = useChange(
    () => client.messaging.removeAccount({ id: account.id }),
    () => setRemoving(false),
  )
  const { health } = account
  return (
    <Section
      title={account.played ? t('played') : account.name}
      hint={account.played ? t('played_hint') : <Ltr>{account.fromAddress}</Ltr>}
      actions={
        <div className={css['chips']}>
          {account.chosen && <Chip tone="brand">{t('in_use')}</Chip>}
          <Chip {...(health && { tone: tones[health.outcome] })}>
            {health ? t(`health_${health.outcome}`) : t('health_never')}
          </Chip>
        </div>
      }
    >
      {health?.detail && (
        <p className="muted">
          {t('server_said')}: <Ltr>{health.detail}</Ltr>
        </p>
      )}
      <TestForm account={account} />
      {account.played ? (
        <a href="/simulators/mail/" target="_blank" rel="noopener" className="link">
          {t('played_open')}
        </a>
      ) : (
        <div className={css['chips']}>
          <Button variant="default" onClick={() => go(`/settings/mail/${account.id}`)}>
            {t('account_edit')}
          </Button>
          {!account.chosen && (
            <Button variant="default" onClick={() => choose.mutate()}>
              {t('choose')}
            </Button>
          )}
          <Button variant="default" color="red" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        </div>
      )}
      <Question
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('remove_ask', { name: account.name })}
        yes={t('remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate()}
      />
    </Section>
  )
}

const To = z.object({ to: Email })

function TestForm({ account }: { account: Account }) {
  const t = useWords('messaging')
  const me = useMe()
  const test = useChange(
    (to: string) => client.messaging.testAccount({ id: account.id, to }),
    ({ health }) =>
      health?.outcome === 'sent' ? toast.said(t('test_sent')) : toast.failed(t('test_failed')),
  )
  const form = useForm({
    schema: To,
    initial: { to: me.email },
    save: ({ to }) => test.mutateAsync(to),
  })
  return (
    <FormFields form={form} submit={t('test')}>
      <TextField path="to" label={t('test_to')} ltr />
    </FormFields>
  )
}
