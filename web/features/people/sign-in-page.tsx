import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { SignIn } from '#core/people/api.ts'
import { client } from '#web/client.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { OpenPage } from './open-page.tsx'
import css from './people.module.css'

const Code = z.object({ code: z.string().trim().min(6).max(20) })

/** Only an address of this house: `//elsewhere` would lead away. */
const safeNext = (next: string | undefined) => (next && /^\/(?![/\\])/.test(next) ? next : '/')

/** E-mail and password, then the code for those who asked for one. */
export function SignInPage() {
  const [{ next }] = useSearchText()
  const queries = useQueryClient()
  const go = useGo()
  const [waiting, setWaiting] = useState<SignIn | null>(null)
  const enter = async (who: SignIn) => {
    const { state } = await client.people.signIn(who)
    if (state === 'code_needed') return setWaiting(who)
    queries.clear()
    go(safeNext(next), { replace: true })
  }
  return waiting ? (
    <CodeStep onCode={(code) => enter({ ...waiting, code })} onBack={() => setWaiting(null)} />
  ) : (
    <PasswordStep onEnter={enter} />
  )
}

function PasswordStep({ onEnter }: { onEnter: (who: SignIn) => Promise<void> }) {
  const t = useWords('people')
  const form = useForm({ schema: SignIn, initial: { email: '', password: '' }, save: onEnter })
  return (
    <OpenPage title={t('sign_in')}>
      <FormFields form={form} submit={t('sign_in_do')}>
        <TextField path="email" label={t('email')} type="email" ltr autoComplete="username" />
        <PasswordField path="password" label={t('password')} autoComplete="current-password" />
      </FormFields>
      <p className={css['under']}>
        <Go to="/reset" className="link">
          {t('forgot')}
        </Go>
      </p>
    </OpenPage>
  )
}

function CodeStep({
  onCode,
  onBack,
}: {
  onCode: (code: string) => Promise<void>
  onBack: () => void
}) {
  const t = useWords('people')
  const form = useForm({ schema: Code, initial: { code: '' }, save: ({ code }) => onCode(code) })
  return (
    <OpenPage title={t('code_title')} hint={t('code_hint')}>
      <FormFields
        form={form}
        submit={t('code_do')}
        more={
          <Button variant="default" onClick={onBack}>
            {t('other_account')}
          </Button>
        }
      >
        <TextField
          path="code"
          label={t('code')}
          ltr
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      </FormFields>
    </OpenPage>
  )
}
