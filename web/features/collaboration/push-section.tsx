import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { useReader } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { pushState, thisDevice, turnOffPush, turnOnPush } from '#web/push.ts'
import { refusalOf } from '#web/refusal.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collaboration.module.css'

const stateKey = ['push', 'state']

/** Notifications while no page is open: on this device, and the others of the reader. */
export function PushSection() {
  const t = useWords('inboxSettings')
  const queries = useQueryClient()
  const { data } = useQuery(api.collaboration.push.queryOptions({ input: {} }))
  const reader = useReader()
  const devices = data?.devices.map(({ id }) => id)
  const { data: state } = useQuery({
    queryKey: [...stateKey, devices],
    queryFn: () => pushState(devices ?? []),
    enabled: devices !== undefined,
    placeholderData: (before) => before,
  })
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: stateKey }),
      queries.invalidateQueries({ queryKey: api.collaboration.push.key() }),
    ])
  const failed = () => toast.failed(t('push_failed'))
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (on && data) await turnOnPush(newId(), data.publicKey, reader)
      else await turnOffPush()
    },
    onError: failed,
    onSettled: again,
  })
  const trial = useMutation({
    mutationFn: () => client.collaboration.tryPush({}),
    onError: failed,
    onSuccess: ({ devices }) => toast.said(t('push_tried', { count: devices })),
  })
  if (!data || state === undefined) return null
  const stands = state === 'on' || state === 'off' ? (`push_is_${state}` as const) : null
  return (
    <Section
      title={t('push_title')}
      hint={t('push_hint')}
      actions={
        stands && (
          <Button
            variant={state === 'on' ? 'default' : 'filled'}
            loading={turn.isPending}
            onClick={() => turn.mutate(state === 'off')}
          >
            {t(state === 'on' ? 'push_off' : 'push_on')}
          </Button>
        )
      }
    >
      <p className="dim" role="status">
        {t(stands ?? (state === 'denied' ? 'push_denied' : 'push_unsupported'))}
      </p>
      <Devices rows={data.devices} onGone={again} />
      {data.devices.length > 0 && (
        <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('push_try')}
        </Button>
      )}
    </Section>
  )
}

type Device = Awaited<ReturnType<typeof client.collaboration.push>>['devices'][number]

function Devices({ rows, onGone }: Readonly<{ rows: readonly Device[]; onGone: () => unknown }>) {
  const t = useWords('inboxSettings')
  const say = useWords('refusals')
  const ui = useWords('ui')
  const mine = thisDevice()
  const remove = useMutation({
    mutationFn: async ({ id }: Device) => {
      if (id === mine) await turnOffPush()
      else await client.collaboration.removeDevice({ id })
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
    onSettled: onGone,
  })
  if (rows.length === 0) return null
  return (
    <ul className={css['devices']} aria-label={t('push_devices')}>
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <b className={css['deviceName']}>
              <Bdi>{row.name}</Bdi> {row.id === mine && <Chip tone="brand">{t('push_this')}</Chip>}
            </b>
            <small className={css['deviceSince']}>
              {t('push_since')} <Moment value={row.createdAt} />
              {row.sentAt && (
                <>
                  {' · '}
                  {t('push_last')} <Moment value={row.sentAt} />
                </>
              )}
            </small>
          </span>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`${ui('remove')}: ${t('push_device_remove', { name: row.name })}`}
            onClick={() => remove.mutate(row)}
          >
            {ui('remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The morning mail of what the reader has not read. */
export function DigestSection() {
  const t = useWords('inboxSettings')
  const say = useWords('refusals')
  const queries = useQueryClient()
  const { data } = useQuery(api.collaboration.digest.queryOptions({ input: {} }))
  const set = useMutation({
    mutationFn: (on: boolean) => client.collaboration.setDigest({ on }),
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.collaboration.digest.key() }),
  })
  if (!data) return null
  return (
    <Section title={t('digest')} hint={t('digest_hint')}>
      <Switch
        label={t('digest_on')}
        checked={set.isPending ? set.variables : data.on}
        onChange={({ currentTarget }) => set.mutate(currentTarget.checked)}
      />
    </Section>
  )
}
