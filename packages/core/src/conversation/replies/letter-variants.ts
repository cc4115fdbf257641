/**
 * Traditional characters and the simplified ones that are read for them, in pairs: those that occur in replies.
 * Where a simplified character stands for several, only the one that occurs is listed.
 */
const hanPairs =
  '係系沒没來来診诊準准備备預预約约時时間间醫医嗎吗這这裡里裏里還还會会遲迟點点幾几個个號号錯错謝谢發发視视頻频訊讯電电話话門门車车開开關关對对請请認认確确後后過过從从樓楼為为麼么問问應应該该經经們们兩两媽妈' +
  '爺爷孫孙兒儿參参進进連连線线網网見见邊边復复誤误銷销願愿給给說说聽听讓让幫帮當当與与學学實实現现場场處处馬马鐘钟鍾钟週周隻只種种樣样緊紧趕赶遠远體体檢检驗验護护變变動动換换剛刚聯联絡络臨临歲岁聲声響响' +
  '頭头傳传鏈链訂订單单資资細细節节條条責责誰谁識识記记許许談谈調调證证離离難难雖虽雙双類类題题顧顾別别務务勝胜勞劳卻却廳厅員员圍围園园報报壞坏夠够婦妇寫写將将專专帶带廠厂張张彈弹歸归恆恒惡恶慣惯懷怀戶户' +
  '掛挂採采損损擇择擔担擠挤擾扰數数斷断無无舊旧書书東东極极樂乐樹树機机權权歡欢殘残決决況况淚泪淨净減减測测滿满煩烦熱热爭争獨独環环療疗盡尽監监眾众礙碍稱称穩稳競竞筆笔簡简簽签級级純纯紙纸終终組组結结絕绝' +
  '統统維维續续習习聞闻職职腦脑腫肿膽胆臉脸興兴舉举衝冲裝装製制規规覺觉親亲觀观計计訪访評评詞词試试詳详語语負负財财費费貼贴跡迹較较載载輕轻輛辆轉转辦办運运達达違违適适選选遺遗醜丑釋释針针錄录錢钱鎖锁長长' +
  '氣气臟脏閉闭閒闲陳陈隊队階阶際际隨随險险靜静項项順顺領领風风飯饭館馆鬧闹暈晕殺杀傷伤藥药嘔呕癱瘫麵面塊块騎骑駕驾駛驶鐵铁軌轨誌志著着' +
  '萬万買买於于馮冯劉刘刪删區区賣卖盧卢葉叶吳吴餵喂嘍喽國国師师並并廢废憐怜撳揿攝摄曬晒楊杨燒烧愛爱猶犹碼码禮礼緒绪羅罗蘇苏慮虑議议講讲訴诉譚谭貨货趙赵輪轮遞递鄧邓郵邮鄭郑銀银閱阅須须飛飞黃黄臺台';

/** Letters that are only another form of the one that texts are compared by; accents are removed before. */
const variants: ReadonlyMap<string, string> = new Map([
  // Latin letters without a decomposition, and the Greek letter that ends a word.
  ...pairs('đdħhłløoıiςσ'),
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  // Arabic letters as they are written in haste, and the forms of Persian and Urdu.
  ...pairs('ٱاىيةهیيکكہهەهھهۂه'),
  ['ـ', ''],
  // The two ways to write a nasal vowel in Devanagari and in Gurmukhi.
  ...pairs('ँंਁਂ'),
  ...['٠', '۰', '०', '੦'].flatMap(digits),
  ...pairs(hanPairs),
  // Characters of Cantonese that are in Mandarin the ones beside them: come, done, at, not, none, of, plural, give, he.
  ...pairs('嚟来咗了喺在唔不冇没嘅的哋们俾给畀给佢他'),
]);

const anyVariant = /[^\p{ASCII}]/gu;

/** Writes letters and digits that are only other forms of one as that one: `đ` as `d`, `ة` as `ه`, `沒` as `没`, `٣` as `3`. */
export function foldVariants(text: string): string {
  return text.replace(anyVariant, (letter) => variants.get(letter) ?? letter);
}

/** Takes a row of letters two by two. */
function pairs(row: string): readonly (readonly [string, string])[] {
  return [...row.matchAll(/(.)(.)/gu)].map(([, form = '', letter = '']) => [form, letter]);
}

/** The ten digits of a script, which follow each other. */
function digits(zero: string): readonly (readonly [string, string])[] {
  const first = Number(zero.codePointAt(0));
  return [...'0123456789'].map((digit, value) => [String.fromCodePoint(first + value), digit]);
}
