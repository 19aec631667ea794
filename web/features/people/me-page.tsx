import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { Password } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { PasswordField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Facts, PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { Bdi, Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { Sessions } from './sessions.tsx'
import { Totp } from './totp.tsx'

const Changed = z.object({ current: z.string().min(1).max(200), next: Password })

/** One's own account: password, code at sign-in, devices. */
export function MePage() {
  const t = useWords('people')
  const me = useMe()
  const [{ tab = 'profile' }] = useSearchText()
  return (
    <Sheet label={t('me')} narrow>
      <PageHead title={<Bdi>{me.name}</Bdi>}>
        <Ltr>{me.email}</Ltr>
      </PageHead>
      <Tabs
        label={t('me')}
        tabs={[
          { to: '/settings/me', label: t('profile'), active: tab === 'profile' },
          { to: '/settings/me?tab=sessions', label: t('sessions'), active: tab === 'sessions' },
        ]}
      />
      {tab === 'sessions' ? (
        <Section title={t('sessions')}>
          <Sessions />
        </Section>
      ) : (
        <>
          <Section title={t('profile')}>
            <Facts
              rows={[
                [t('name'), <Bdi key="name">{me.name}</Bdi>],
                [t('email'), <Ltr key="email">{me.email}</Ltr>],
                [t('company'), <Bdi key="company">{me.company.name}</Bdi>],
              ]}
            />
          </Section>
          <Section title={t('change_password')}>
            <ChangePassword />
          </Section>
          <Section title={t('totp')} hint={t('totp_hint')}>
            <Totp />
          </Section>
        </>
      )}
    </Sheet>
  )
}

function ChangePassword() {
  const t = useWords('people')
  const queries = useQueryClient()
  const form = useForm({
    schema: Changed,
    initial: { current: '', next: '' },
    save: async (changed) => {
      await client.people.changePassword(changed)
      await queries.invalidateQueries({ queryKey: api.people.sessions.key() })
      form.reset()
      toast.said(t('password_saved'))
    },
  })
  return (
    <FormFields form={form} submit={t('change_password')}>
      <PasswordField path="current" label={t('current_password')} autoComplete="current-password" />
      <PasswordField
        path="next"
        label={t('new_password')}
        hint={t('password_hint')}
        autoComplete="new-password"
      />
    </FormFields>
  )
}
