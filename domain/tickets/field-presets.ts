import type { Localized } from '../locale.ts'
import type { FieldKind } from './fields.ts'

/** SOP 003 一: every industry adds fields of its own. */
export const industries = ['ecommerce', 'education', 'business', 'finance', 'life'] as const
export type Industry = (typeof industries)[number]

export type PresetField = {
  key: string
  kind: FieldKind
  label: Localized
  choices: readonly string[]
  requiredAt: 'never' | 'creation' | 'resolution'
  nature: 'consult' | 'complaint' | 'request' | 'suggestion' | null
}

const field = (
  key: string,
  kind: FieldKind,
  [hans, hant, en]: readonly [string, string, string],
  more: Partial<Pick<PresetField, 'choices' | 'requiredAt' | 'nature'>> = {},
): PresetField => ({
  ...{ key, kind, label: { 'zh-CN': hans, 'zh-TW': hant, en }, choices: [], requiredAt: 'never', nature: null },
  ...more,
})

/** Nothing of it is required before the resolution, so that no form that is in use suddenly refuses. */
export const presets: Record<Industry, readonly PresetField[]> = {
  ecommerce: [
    field('sku', 'text', ['商品编号', '商品編號', 'SKU']),
    field('tracking_no', 'text', ['运单号', '物流單號', 'Tracking number']),
    field('refund_amount', 'number', ['退款金额', '退款金額', 'Refund amount'], { nature: 'request' }),
    field('return_reason', 'choice', ['退换原因', '退換原因', 'Reason for return'], {
      choices: ['质量问题', '与描述不符', '发错漏发', '不想要了', '其他'],
      nature: 'request',
    }),
    field('damage_photo', 'file', ['破损照片', '毀損照片', 'Photo of the damage']),
  ],
  education: [
    field('course', 'text', ['课程', '課程', 'Course']),
    field('class_no', 'text', ['班级', '班級', 'Class']),
    field('teacher', 'text', ['授课老师', '授課老師', 'Teacher']),
    field('lessons_left', 'number', ['剩余课时', '剩餘堂數', 'Lessons left']),
    field('lesson_date', 'date', ['上课日期', '上課日期', 'Date of the lesson']),
  ],
  business: [
    field('company', 'text', ['客户公司', '客戶公司', 'Company']),
    field('contract_no', 'text', ['合同编号', '合約編號', 'Contract number']),
    field('product_version', 'text', ['产品版本', '產品版本', 'Product version']),
    field('environment', 'choice', ['环境', '環境', 'Environment'], { choices: ['生产', '测试', '开发'] }),
    field('impact', 'choice', ['影响范围', '影響範圍', 'Impact'], {
      choices: ['全部用户', '部分用户', '单个用户'],
      requiredAt: 'resolution',
    }),
  ],
  finance: [
    field('policy_no', 'text', ['保单/合同号', '保單／契約號碼', 'Policy number']),
    field('product_name', 'text', ['产品名称', '商品名稱', 'Product']),
    field('amount', 'number', ['涉及金额', '涉及金額', 'Amount']),
    field('incident_date', 'date', ['发生日期', '發生日期', 'Date of the event']),
    field('regulator', 'choice', ['是否涉及监管', '是否涉及主管機關', 'Regulator involved'], {
      choices: ['否', '是'],
      nature: 'complaint',
      requiredAt: 'resolution',
    }),
  ],
  life: [
    field('service_address', 'text', ['服务地址', '服務地址', 'Service address']),
    field('appointment', 'date', ['预约日期', '預約日期', 'Appointment']),
    field('worker', 'text', ['服务人员', '服務人員', 'Worker']),
    field('service_kind', 'choice', ['服务项目', '服務項目', 'Service'], {
      choices: ['保洁', '维修', '搬家', '家电清洗', '其他'],
    }),
    field('site_photo', 'file', ['现场照片', '現場照片', 'Photo of the site']),
  ],
}
