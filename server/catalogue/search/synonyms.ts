import { wordsOf } from "./words.ts";

/** Our own list of clinical words that mean the same to somebody who looks for data: one group a line. */
const groups = `
heart attack, myocardial infarction, MI, I21, acute coronary syndrome, ACS
stroke, cerebrovascular accident, CVA, I63, I64
high blood pressure, hypertension, raised blood pressure, I10
heart failure, cardiac failure, HF, I50
irregular heartbeat, atrial fibrillation, AF, I48
coronary heart disease, ischaemic heart disease, ischemic heart disease, CHD, IHD, coronary artery disease
heart, cardiac, cardiology
heart and circulation, cardiovascular, CVD
blood clot, thrombosis, venous thromboembolism, VTE, DVT, deep vein thrombosis
pulmonary embolism, lung clot
cancer, neoplasm, tumour, tumor, malignancy, oncology, carcinoma
leukaemia, leukemia, blood cancer, haematological malignancy
lymphoma, hodgkin
breast cancer, breast carcinoma, C50
lung cancer, lung carcinoma, C34
bowel cancer, colorectal cancer, colon cancer, C18
prostate cancer, prostate carcinoma, C61
skin cancer, melanoma, C43
chemotherapy, SACT, systemic anti cancer therapy
radiotherapy, radiation therapy, RTDS
diabetes, diabetes mellitus, diabetic, T1D, T2D, E10, E11
low blood sugar, hypoglycaemia, hypoglycemia
overweight, obesity, obese, BMI, body mass index
kidney, renal, nephrology
chronic kidney disease, CKD, kidney failure, renal failure
kidney replacement, renal replacement, dialysis, haemodialysis
liver, hepatic, hepatology
hepatitis, liver inflammation
asthma, wheeze, J45
chronic obstructive pulmonary disease, COPD, chronic bronchitis, emphysema
lung, pulmonary, respiratory
pneumonia, chest infection, J18
tuberculosis, TB
covid, covid19, coronavirus, SARS CoV 2, sarscov2, U07
flu, influenza
vaccine, vaccination, immunisation, immunization, jab
HIV, AIDS, human immunodeficiency virus
sexually transmitted infection, STI, STD, sexual health, genitourinary medicine
sepsis, septicaemia, blood poisoning, A41
GP, general practice, primary care, general practitioner, family doctor
A&E, emergency, accident and emergency, ED, casualty
hospital, secondary care, acute care
inpatient, admitted patient, admission, admitted
outpatient, clinic appointment, ambulatory
intensive care, critical care, ICU, ITU
ambulance, paramedic, 999
operation, surgery, surgical procedure, OPCS4
medicine, drug, medication, pharmaceutical
prescription, prescribing, dispensing, dispensed
pharmacy, chemist
dementia, alzheimer, alzheimers disease, F00
parkinson, parkinsons disease, G20
epilepsy, seizure, G40
multiple sclerosis, G35
motor neurone disease, MND, ALS, amyotrophic lateral sclerosis
brain, neurology, neurological
headache, migraine, G43
mental health, psychiatric, psychiatry
depression, depressive disorder, low mood, F32
anxiety, anxiety disorder, F41
schizophrenia, psychosis, F20
bipolar, bipolar disorder, manic depression, F31
talking therapy, psychological therapy, IAPT, psychotherapy
learning disability, intellectual disability
autism, autistic, ASD
attention deficit hyperactivity disorder, ADHD
suicide, self harm
alcohol, drinking
smoking, tobacco, smoker, cigarette
pregnancy, antenatal, obstetric, maternity
birth, delivery, labour, perinatal
newborn, neonate, neonatal, baby
child, paediatric, pediatric
old age, elderly, older people, geriatric
eye, ophthalmology, ophthalmic, ocular, retinal
hearing, audiology, deafness
skin, dermatology
teeth, dental, oral health, dentistry
bone, skeletal, orthopaedic, orthopedic
broken bone, fracture
hip fracture, broken hip, neck of femur fracture, S72
joint replacement, arthroplasty, hip replacement, knee replacement
arthritis, osteoarthritis, rheumatoid arthritis
rheumatology, rheumatic, musculoskeletal, MSK
osteoporosis, brittle bone
inflammatory bowel disease, IBD, crohn, ulcerative colitis
stomach, gastric, gastrointestinal
blood, haematology, hematology
anaemia, anemia
genetic, genomic, DNA, sequencing
rare disease, orphan disease
sample, biobank, specimen, tissue bank
x ray, radiograph, radiology, imaging
CT, computed tomography, CAT scan
MRI, magnetic resonance imaging
ultrasound, sonography
laboratory, pathology, blood test
death, mortality, deceased
birth defect, congenital anomaly, congenital malformation
wearable, medical device, implant
ethnicity, ethnic group, race
deprivation, socioeconomic, IMD
care home, nursing home, residential care
cystic fibrosis, E84
sickle cell, D57
COPD audit, respiratory audit
trial, clinical trial, randomised controlled trial, RCT
cohort, longitudinal study
`;

export type Synonyms = {
  /** Groups that a phrase (words joined by a space) belongs to. */
  groupsOf: ReadonlyMap<string, readonly number[]>;
  /** Members of each group as people write them. */
  members: readonly (readonly string[])[];
  longest: number;
};

export const synonyms: Synonyms = (() => {
  const members = groups
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((member) => member.trim()));
  const groupsOf = new Map<string, number[]>();
  let longest = 1;
  members.forEach((group, number) => {
    for (const member of group) {
      const words = wordsOf(member);
      longest = Math.max(longest, words.length);
      const key = words.join(" ");
      groupsOf.set(key, [...(groupsOf.get(key) ?? []), number]);
    }
  });
  return { groupsOf, members, longest };
})();
