import { describe, expect, it } from 'vitest';
import { foldText, toTokens } from './tokens.ts';

describe('toTokens', () => {
  it.each([
    ["I'm HERE", ['im', 'here']],
    ['I’m l‘ate ʼn', ['im', 'late', 'n']],
    ['10mins la2 3ndi', ['10mins', 'la2', '3ndi']],
    ['10:10am', ['10:10', 'am']],
    ['at 10.10 or 9:05', ['at', '10:10', 'or', '9:05']],
    ['10:100', ['10', '100']],
    ['yesss heyyyy', ['yes', 'hey']],
    ['too good', ['too', 'good']],
    ['1111', ['1111']],
    ['1️⃣ 👍🏽', ['1', '👍']],
    ['y\u200Be\u00ADs', ['yes']],
    ['sí Ｙｅｓ', ['si', 'yes']],
    ['ready? جاهز؟', ['ready', '?', 'جاهز', '?']],
    ['हाँ, फ़ोन ਹਾਂਜੀ', ['हां', 'फोन', 'ਹਾਂਜੀ']],
    ['가다', ['가다']],
    ['我到了，12號房！', ['我', '到', '了', '12', '号', '房']],
    ['還沒來？', ['还', '没', '来', '?']],
    ['ＯＫ，１０分鐘', ['ok', '10', '分', '钟']],
    ['Đến rồi ạ, không trễ', ['den', 'roi', 'a', 'khong', 'tre']],
    ['Straße, cœur, Łódź', ['strasse', 'coeur', 'lodz']],
    ['أنا هُنا، وصلتُ إلى العِيادة', ['انا', 'هنا', 'وصلت', 'الي', 'العياده']],
    ['جئـــت آسف مستشفى', ['جيت', 'اسف', 'مستشفي']],
    ['کی', ['كي']],
    ['٢ ۲ २ ੨', ['2', '2', '2', '2']],
    ['Έφτασα; ΕΙΜΑΙ ΕΤΟΙΜΟΣ', ['εφτασα', '?', 'ειμαι', 'ετοιμοσ']],
    ['eftasa;', ['eftasa', '?']],
    ['here; ready', ['here', 'ready']],
    ['έτοιμοι\u037E', ['ετοιμοι', '?']],
    ['¿dónde? ¡aquí!', ['donde', '?', 'aqui']],
    ['\u0000\uD800...', []],
    ['', []],
  ])('splits %j into %j', (text, tokens) => {
    expect(toTokens(text)).toEqual(tokens);
  });
});

describe('foldText', () => {
  it('keeps spaces and punctuation, and folds everything else that only looks different', () => {
    expect(foldText('Can’t, DÉJÀ vu!')).toBe('cant, deja vu!');
  });
});
