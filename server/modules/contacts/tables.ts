import type {
  Address,
  CustomerKind,
  IdentityKind,
  IdentitySource,
  ReachChannel,
  Stage,
} from '#core/contacts/customer.ts'
import type { DuplicateReason } from '#core/contacts/duplicate.ts'
import type { PaymentTerms } from '#core/contacts/terms.ts'

export type ContactsTables = {
  customer: {
    company_id: string
    id: string
    number: string
    kind: CustomerKind
    name: string
    name_en: string | null
    language: 'ar' | 'en'
    preferred_channel: ReachChannel | null
    owner_id: string | null
    stage: Stage
    won_at: Date | null
    vat_number: string | null
    registration: string | null
    address: Address | null
    terms: PaymentTerms | null
    tags: string[]
    notes: string | null
    /** The spelling-free name by which duplicates meet. */
    name_key: string
    /** The same without what many trade in. */
    alike_key: string
    merged_into: string | null
    survivor_id: string | null
    version: number
    created_at: Date
    created_by: string | null
    changed_at: Date
    changed_by: string
    archived_at: Date | null
    archived_by: string | null
    erased_at: Date | null
  }
  customer_contact: {
    company_id: string
    id: string
    customer_id: string
    name: string
    title: string | null
    is_primary: boolean
  }
  customer_identity: {
    company_id: string
    id: string
    customer_id: string
    contact_id: string | null
    kind: IdentityKind
    value: string
    typed: string
    label: string | null
    is_primary: boolean
    source: IdentitySource
    evidence: string | null
    wrong_at: Date | null
    wrong_by: string | null
    created_at: Date
    created_by: string | null
  }
  customer_merge: {
    company_id: string
    id: string
    survivor_id: string
    merged_id: string
    merged_at: Date
    merged_by: string
    undone_at: Date | null
    undone_by: string | null
  }
  customer_twin: {
    company_id: string
    first_id: string
    second_id: string
    reasons: DuplicateReason[]
    score: number
    found_at: Date
    dismissed_at: Date | null
    dismissed_by: string | null
  }
}
