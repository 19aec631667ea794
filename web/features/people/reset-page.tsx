import { useState } from 'react'
import { z } from 'zod'
import { Email, Password } from '#core/people/identity.ts'
import { client } from '#web/client.ts'
import { useSearchText } from '#web/place.ts'
import { PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { OpenPage } from './open-page.tsx'
import css from './people.module.css'

const Asked = z.object({ email: Email })
const Chosen = z.object({ password: Password })

/** Asks for a link by e-mail; with the link's token, chooses a new password. */
export function ResetPage() {
  const [{ token }] = useSearchText()
  return token ? <Choose token={token} /> : <Ask />
}

function ToSignIn() {
  const t = useWords('people')
  return (
    <p className={css['under']}>
      <Go to="/sign-in" className="link">
        {t('to_sign_in')}
      </Go>
    </p>
  )
}

function Ask() {
  const t = useWords('people')
  const [sent, setSent] = useState(false)
  const form = useForm({
    schema: Asked,
    initial: { email: '' },
    save: async (asked) => {
      await client.people.askReset(asked)
      setSent(true)
    },
  })
  return (
    <OpenPage title={t('reset')} hint={sent ? t('reset_sent') : t('reset_hint')}>
      {!sent && (
        <FormFields form={form} submit={t('reset_send')}>
          <TextField path="email" label={t('email')} type="email" ltr autoComplete="username" />
        </FormFields>
      )}
      <ToSignIn />
    </OpenPage>
  )
}

function Choose({ token }: { token: string }) {
  const t = useWords('people')
  const [done, setDone] = useState(false)
  const form = useForm({
    schema: Chosen,
    initial: { password: '' },
    save: async ({ password }) => {
      await client.people.reset({ token, password })
      setDone(true)
    },
  })
  return (
    <OpenPage title={t('reset')} hint={done && t('reset_done')}>
      {!done && (
        <FormFields form={form} submit={t('reset_do')}>
          <PasswordField
            path="password"
            label={t('new_password')}
            hint={t('password_hint')}
            autoComplete="new-password"
          />
        </FormFields>
      )}
      <ToSignIn />
    </OpenPage>
  )
}
