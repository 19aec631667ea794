import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { toCanvas } from 'qrcode'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

type Begun = Readonly<{ secret: string; uri: string }>
const Proof = z.object({ password: z.string().min(1).max(200) })
const Digits = z.object({ code: z.string().trim().min(6).max(10) })

/** Turns the code at sign-in on (password, square, code, recovery codes) or off. */
export function Totp() {
  const t = useWords('people')
  const { totp } = useMe()
  const queries = useQueryClient()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const done = () => {
    setBegun(null)
    setCodes(null)
    return queries.invalidateQueries({ queryKey: api.people.me.key() })
  }
  if (codes) return <RecoveryCodes codes={codes} onKept={() => void done()} />
  if (begun) return <Confirm begun={begun} onConfirmed={setCodes} />
  const begin = async (password: string) => setBegun(await client.people.beginTotp({ password }))
  const remove = async (password: string) => {
    await client.people.removeTotp({ password })
    await done()
  }
  return (
    <>
      <p>
        <Chip tone={totp ? 'good' : 'plain'}>{totp ? t('totp_on') : t('totp_off')}</Chip>
      </p>
      <Prove verb={totp ? t('totp_remove') : t('totp_begin')} onProved={totp ? remove : begin} />
    </>
  )
}

function Prove({
  verb,
  onProved,
}: {
  verb: string
  onProved: (password: string) => Promise<void>
}) {
  const t = useWords('people')
  const form = useForm({
    schema: Proof,
    initial: { password: '' },
    save: ({ password }) => onProved(password),
  })
  return (
    <FormFields form={form} submit={verb}>
      <PasswordField path="password" label={t('password')} autoComplete="current-password" />
    </FormFields>
  )
}

function Confirm({
  begun,
  onConfirmed,
}: {
  begun: Begun
  onConfirmed: (codes: readonly string[]) => void
}) {
  const t = useWords('people')
  const square = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (square.current) void toCanvas(square.current, begun.uri, { width: 168, margin: 2 })
  }, [begun.uri])
  const form = useForm({
    schema: Digits,
    initial: { code: '' },
    save: async ({ code }) =>
      onConfirmed((await client.people.confirmTotp({ code })).recoveryCodes),
  })
  return (
    <>
      <p>{t('totp_scan')}</p>
      <div className={css['qr']}>
        <canvas ref={square} width={168} height={168} role="img" aria-label={t('totp_qr')} />
        <Code copy>{begun.secret}</Code>
      </div>
      <FormFields form={form} submit={t('totp_confirm')}>
        <TextField
          path="code"
          label={t('code')}
          ltr
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      </FormFields>
    </>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useWords('people')
  return (
    <div role="status">
      <h3 className="section-title">{t('totp_codes')}</h3>
      <p>{t('totp_codes_hint')}</p>
      <ul className={css['codes']}>
        {codes.map((code) => (
          <li key={code}>
            <Code>{code}</Code>
          </li>
        ))}
      </ul>
      <Button onClick={onKept}>{t('totp_kept')}</Button>
    </div>
  )
}
