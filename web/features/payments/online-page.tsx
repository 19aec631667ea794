import { Button } from '@mantine/core'
import { IconCreditCard, IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type GatewayAccountRow, PaymentSettings, SaveGatewayAccount } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { CheckField, NumberField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Facts, PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { LongCode } from '#web/ui/text/long-code.tsx'
import { Code, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

/** How customers pay by themselves: the gateway, what a pay link allows, the bank account. */
export function OnlinePage() {
  const t = useWords('payments')
  const settings = useQuery(api.payments.settings.queryOptions({ input: {} }))
  return (
    <Sheet label={t('online')} narrow>
      <PageHead title={t('online')}>{t('online_hint')}</PageHead>
      <Gateways />
      <Section title={t('link_rules')}>
        {settings.data ? <Rules settings={settings.data} /> : <Bones rows={3} />}
      </Section>
      <Bank />
    </Sheet>
  )
}

function Gateways() {
  const t = useWords('payments')
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery(api.payments.gateways.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  const active = data.rows.find((row) => row.active)
  const stop = () => setEditing(false)
  if (editing)
    return (
      <Section title={t('gateway')} hint={t('gateway_form_hint')}>
        <AccountForm {...(active && !active.simulated && { account: active })} onDone={stop} />
      </Section>
    )
  return (
    <Section title={t('gateway')}>
      {active ? (
        <Account account={active} onEdit={() => setEditing(true)} />
      ) : (
        <NoAccount simulators={data.simulators} onEdit={() => setEditing(true)} />
      )}
    </Section>
  )
}

function NoAccount({ simulators, onEdit }: { simulators: boolean; onEdit: () => void }) {
  const t = useWords('payments')
  const [id] = useState(newId)
  const tryOut = useChange(
    () => client.payments.tryGateway({ id }),
    () => toast.said(t('gateway_tried')),
  )
  return (
    <Blank
      icon={<IconCreditCard size={30} />}
      title={t('gateway_none')}
      actions={
        <>
          <Button leftSection={<IconPlugConnected size={16} />} onClick={onEdit}>
            {t('gateway_connect')}
          </Button>
          {simulators && (
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={16} />}
              loading={tryOut.isPending}
              onClick={() => tryOut.mutate(undefined)}
            >
              {t('gateway_try')}
            </Button>
          )}
        </>
      }
    >
      {t('gateway_none_hint')}
    </Blank>
  )
}

function Account({ account, onEdit }: { account: GatewayAccountRow; onEdit: () => void }) {
  const t = useWords('payments')
  const [stopping, setStopping] = useState(false)
  const check = useChange(() => client.payments.checkGateway({ id: account.id }))
  const stop = useChange(
    () => client.payments.stopGateway({ id: account.id }),
    () => setStopping(false),
  )
  return (
    <>
      <p>
        <b>Moyasar</b> <ModeChip account={account} /> <HealthChip account={account} />
      </p>
      {account.simulated && <Why>{t('gateway_simulated_why')}</Why>}
      {!account.webhookSecretSet && <Why>{t('gateway_no_webhook')}</Why>}
      <AccountFacts account={account} />
      <div className="form-acts">
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate(undefined)}>
          {t('gateway_check')}
        </Button>
        <Button variant="default" onClick={onEdit}>
          {account.simulated ? t('gateway_connect') : t('gateway_keys')}
        </Button>
        <Button variant="subtle" onClick={() => setStopping(true)}>
          {t('gateway_stop')}
        </Button>
      </div>
      <Question
        open={stopping}
        onClose={() => setStopping(false)}
        title={t('gateway_stop_ask')}
        yes={t('gateway_stop')}
        no={t('keep')}
        grave
        busy={stop.isPending}
        onYes={() => stop.mutate(undefined)}
      >
        {t('gateway_stop_hint')}
      </Question>
    </>
  )
}

function ModeChip({ account }: { account: GatewayAccountRow }) {
  const t = useWords('payments')
  if (account.simulated) return <Chip tone="info">{t('mode_simulated')}</Chip>
  return account.mode === 'live' ? (
    <Chip tone="good">{t('mode_live')}</Chip>
  ) : (
    <Chip tone="info">{t('mode_test')}</Chip>
  )
}

function HealthChip({ account }: { account: GatewayAccountRow }) {
  const t = useWords('payments')
  const { checkedAt, problem } = account.health
  if (checkedAt === null) return <Chip>{t('health_unknown')}</Chip>
  if (problem === null) return <Chip tone="good">{t('health_good')}</Chip>
  return (
    <Chip tone="late3">
      {problem === 'key_refused' ? t('health_key') : t('health_unavailable')}
    </Chip>
  )
}

function AccountFacts({ account }: { account: GatewayAccountRow }) {
  const t = useWords('payments')
  const { checkedAt, lastDeliveryAt } = account.health
  return (
    <Facts
      rows={[
        [t('secret_key'), <Code key="k">{`••••${account.secretKeyEnd}`}</Code>],
        [t('webhook_url'), <LongCode key="w">{account.webhookUrl}</LongCode>],
        [t('checked_at'), checkedAt ? <Moment key="c" value={checkedAt} /> : t('never')],
        [
          t('last_delivery'),
          lastDeliveryAt ? <Moment key="d" value={lastDeliveryAt} /> : t('never'),
        ],
      ]}
    />
  )
}

function AccountForm({ account, onDone }: { account?: GatewayAccountRow; onDone: () => void }) {
  const t = useWords('payments')
  const ui = useWords('ui')
  const queries = useQueryClient()
  const [id] = useState(() => account?.id ?? newId())
  const form = useForm({
    schema: account ? SaveGatewayAccount : SaveGatewayAccount.required({ secretKey: true }),
    initial: { id, vendor: 'moyasar' },
    save: async (values) => {
      const saved = await client.payments.saveGateway(values)
      await client.payments.checkGateway({ id: saved.id })
      await queries.invalidateQueries({ queryKey: api.payments.key() })
      onDone()
    },
  })
  const keep = account ? t('secret_keep') : undefined
  return (
    <FormFields form={form} submit={ui('save')} onCancel={onDone}>
      <TextField
        path="secretKey"
        label={t('secret_key')}
        ltr
        placeholder="sk_live_…"
        hint={keep}
        optional={account !== undefined}
      />
      <TextField
        path="publishableKey"
        label={t('publishable_key')}
        ltr
        placeholder="pk_live_…"
        optional
      />
      <TextField
        path="webhookSecret"
        label={t('webhook_secret')}
        ltr
        optional
        hint={t('webhook_secret_hint')}
      />
    </FormFields>
  )
}

function Rules({ settings }: { settings: PaymentSettings }) {
  const t = useWords('payments')
  const ui = useWords('ui')
  const queries = useQueryClient()
  const form = useForm({
    schema: PaymentSettings,
    initial: settings,
    save: async (values) => {
      await client.payments.saveSettings(values)
      await queries.invalidateQueries({ queryKey: api.payments.key() })
      toast.said(t('rules_saved'))
    },
  })
  return (
    <FormFields form={form} submit={ui('save')}>
      <CheckField path="partAllowed" label={t('rule_part')} hint={t('rule_part_hint')} />
      <CheckField path="linkShowsAllOpen" label={t('rule_all')} hint={t('rule_all_hint')} />
      <CheckField path="receiptsByMail" label={t('rule_mail')} />
      <NumberField path="linkDays" label={t('rule_days')} unit={t('days')} />
    </FormFields>
  )
}

function Bank() {
  const t = useWords('payments')
  const { company } = useMe()
  return (
    <Section title={t('bank')} hint={t('bank_hint')}>
      {company.iban ? (
        <Code copy>{company.iban}</Code>
      ) : (
        <Go to="/settings/company" className="link">
          {t('bank_add')}
        </Go>
      )}
    </Section>
  )
}
