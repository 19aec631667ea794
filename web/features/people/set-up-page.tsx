import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SetUp } from '#core/people/api.ts'
import { api, client } from '#web/client.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { type DemoAccount, DemoBuilding } from './demo-building.tsx'
import { OpenPage } from './open-page.tsx'
import css from './people.module.css'
import { VatField } from './vat-field.tsx'
import { WayIn } from './way-in.tsx'

const steps = ['setup_company', 'setup_owner', 'setup_done'] as const
const Company = SetUp.shape.company
const Owner = SetUp.shape.owner

/** Makes the first company and its owner by the link that the server printed. */
export function SetUpPage() {
  const t = useWords('people')
  const [{ token }] = useSearchText()
  const [way, setWay] = useState<'own' | 'demo' | null>(null)
  const { data } = useQuery(api.people.setUpState.queryOptions({ input: {} }))
  const [account, setAccount] = useState<DemoAccount | null>(null)
  // A page that was opened again while the demo is built finds its progress by the same link.
  const building = useQuery({
    ...api.people.demoProgress.queryOptions({ input: { token: token ?? '' } }),
    enabled: token !== undefined && data?.needed === false && way === null,
    retry: false,
  })
  if (token && (way === 'demo' || building.data))
    return <DemoBuilding token={token} account={account} />
  if (data && !data.needed && way === null)
    return (
      <OpenPage title={t('setup_already')}>
        <Go to="/sign-in" className="link">
          {t('to_sign_in')}
        </Go>
      </OpenPage>
    )
  if (!token)
    return (
      <OpenPage title={t('setup')}>
        <p>{t('setup_no_token')}</p>
      </OpenPage>
    )
  if (way === null)
    return (
      <WayIn
        token={token}
        onOwn={() => setWay('own')}
        onDemo={(made) => {
          setAccount(made)
          setWay('demo')
        }}
      />
    )
  return <Wizard token={token} />
}

function Wizard({ token }: { token: string }) {
  const t = useWords('people')
  const { language } = usePreferences()
  const queries = useQueryClient()
  const go = useGo()
  const [step, setStep] = useState(0)
  const [company, setCompany] = useState<SetUp['company'] | null>(null)
  const finish = async (owner: SetUp['owner']) => {
    if (!company) return
    await client.people.setUp({ token, company, owner, language })
    queries.clear()
    setStep(2)
  }
  return (
    <OpenPage title={t('setup')} hint={t('setup_hint')}>
      <ol className={css['steps']}>
        {steps.map((name, at) => (
          <li key={name} aria-current={at === step ? 'step' : undefined}>
            {t(name)}
          </li>
        ))}
      </ol>
      {step === 0 && (
        <CompanyStep
          first={company}
          onDone={(made) => {
            setCompany(made)
            setStep(1)
          }}
        />
      )}
      {step === 1 && <OwnerStep onDone={finish} onBack={() => setStep(0)} />}
      {step === 2 && (
        <>
          <p>{t('setup_ready')}</p>
          <Button onClick={() => go('/', { replace: true })}>{t('setup_start')}</Button>
        </>
      )}
    </OpenPage>
  )
}

function CompanyStep({
  first,
  onDone,
}: {
  first: SetUp['company'] | null
  onDone: (company: SetUp['company']) => void
}) {
  const t = useWords('people')
  const ui = useWords('ui')
  const form = useForm({
    schema: Company,
    initial: first ?? { name: '' },
    draft: 'setup.company',
    under: 'company',
    save: async (company) => onDone(company),
  })
  return (
    <FormFields form={form} submit={ui('next')}>
      <TextField path="name" label={t('company_name')} autoComplete="organization" />
      <TextField path="nameEn" label={t('company_name_en')} optional ltr />
      <Pair>
        <VatField path="vatNumber" />
        <TextField path="registration" label={t('registration')} optional ltr inputMode="numeric" />
      </Pair>
    </FormFields>
  )
}

function OwnerStep({
  onDone,
  onBack,
}: {
  onDone: (owner: SetUp['owner']) => Promise<void>
  onBack: () => void
}) {
  const t = useWords('people')
  const ui = useWords('ui')
  const form = useForm({
    schema: Owner,
    initial: { name: '', email: '', password: '' },
    under: 'owner',
    save: onDone,
  })
  const back = (
    <Button variant="default" onClick={onBack}>
      {ui('back')}
    </Button>
  )
  return (
    <FormFields form={form} submit={t('setup_finish')} more={back}>
      <TextField path="name" label={t('your_name')} autoComplete="name" />
      <TextField path="email" label={t('email')} type="email" ltr autoComplete="username" />
      <PasswordField
        path="password"
        label={t('password')}
        hint={t('password_hint')}
        autoComplete="new-password"
      />
    </FormFields>
  )
}
