import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** What stands around an answer in Vietnamese, or looks like one: choices, courtesy, small words, negations, futures, questions. */
export function vietnameseSurroundings(): readonly PhraseGroup[] {
  return [
    {
      role: 'future',
      isPutOff: true,
      toleratesErrors: false,
      phrases: 'lát nữa, lát, chút nữa, tí nữa, để sau, sắp, trong # phút nữa, # phút nữa, gần',
    },
    // Choices
    {
      role: 'number',
      value: 1,
      when: ['choice'],
      phrases: 'một, số một, số 1, thứ nhất, đầu tiên, cái đầu, cái đầu tiên',
    },
    { role: 'number', value: 2, when: ['choice'], phrases: 'hai, số hai, số 2, thứ hai, cái thứ hai, cái thứ 2' },
    { role: 'number', value: 3, when: ['choice'], phrases: 'số ba, số 3, thứ ba, cái thứ ba, cái thứ 3' },
    { role: 'number', value: 4, when: ['choice'], phrases: 'bốn, số bốn, số 4, thứ tư, cái thứ tư' },
    {
      role: 'all',
      when: ['choice'],
      phrases: 'cả hai, cả hai ạ, cả 2, hai người, tất cả, hết, cả hai người, cả hai lịch, cả hai cuộc hẹn, mọi người',
    },
    { role: 'filler', when: ['choice'], phrases: 'số, chọn, chọn số, lựa chọn' },

    // Courtesy
    {
      role: 'thanks',
      phrases:
        'cảm ơn, cám ơn, cảm ơn nhiều, cám ơn nhiều, xin cảm ơn, xin cám ơn, cảm ơn bác sĩ, cám ơn bác sĩ, cảm ơn bác sĩ nhiều, cảm ơn em, cảm ơn chị, cảm ơn anh, cảm ơn cô, cảm ơn bạn, cảm ơn phòng khám, camon, camơn, cảm ơn đã nhắc, cảm ơn ạ, em cảm ơn, tôi cảm ơn, con cảm ơn, dạ cảm ơn, đa tạ, thank you bác sĩ, ' +
        'không sao, ko sao, k sao, hông sao, không có gì, ko có gì, k có gì, không có chi, không có vấn đề gì, không vấn đề gì, không vấn đề, không thành vấn đề, không sao đâu, đừng lo, đừng ngại, tạm biệt, chào tạm biệt, hẹn gặp lại, hẹn gặp, gặp lại sau, biết rồi, dạ biết rồi, em biết rồi, đã nhận, đã nhận được, nhận được rồi, đã hiểu, hiểu rồi, dạ hiểu',
    },
    {
      role: 'noise',
      phrases:
        'chào, xin chào, chào bác sĩ, chào bs, chào em, chào chị, chào anh, chào cô, chào bạn, chào phòng khám, em chào bác sĩ, con chào bác sĩ, alo, a lô, hế lô, thưa bác sĩ, dạ thưa, dạ thưa bác sĩ, bác sĩ ơi, bs ơi, cô ơi, chị ơi, em ơi, bác sĩ, bs, bác sĩ ạ, thưa, ơi, ạ, nha, nhé, nhe, nghen, làm ơn, xin lỗi, dạ xin lỗi, thành thật xin lỗi, rất tiếc, vui lòng, xin, ' +
        'chào buổi sáng, kính gửi, kính chào, em là, tôi là, con là, tôi tên, tôi tên là, em tên, em tên là, tên tôi là, đây là, hihi, haha, hehe, đã',
    },
    {
      role: 'filler',
      phrases:
        'tôi, em, con, cháu, mình, tui, chúng tôi, tụi em, anh, chị, chú, bác, ông, bà, bạn, cô, của, và, là, ở, tại, này, kia, đó, rồi, rồi ạ, rồi nha, rồi nhé, rồi đó, vừa, mới, bây giờ, giờ, luôn, lịch, hẹn, lịch hẹn, cuộc hẹn, khám, khám bệnh, gặp bác sĩ, với, với bác sĩ, cho, người, hôm nay, ngày, các, thì, muốn, giúp, dùm, giùm, được, đúng giờ, đây, nhiều, lắm, quá, cùng, ' +
        'mẹ, ba, má, bố, vợ, chồng, con trai, con gái, mẹ tôi, ba tôi, vợ tôi, chồng tôi, cho con, cho bé, bé, đi, với con',
    },

    // What keeps a reply from counting
    {
      role: 'negation',
      phrases:
        // A relative has come, and the patient perhaps has not.
        `${joined('chồng, chồng em, chồng tôi, vợ, vợ em, vợ tôi, vợ anh, con trai, con trai tôi, con trai em, con gái, con gái tôi, con gái em, mẹ em, mẹ tôi, ba em, ba tôi, bố em, bố tôi', 'đến rồi, tới rồi, đã đến, đã tới, đã đến rồi, đã tới rồi, vừa đến, vừa tới, mới đến, mới tới, đang ở phòng khám, ở phòng khám')}, ` +
        'hàng, bưu phẩm, đồ ăn, cơm, địa chỉ, hy vọng, hi vọng, mong là, giá mà, ước gì, nghĩa là, ' +
        'nghĩa là gì, có nghĩa là gì, con tôi, con em, con anh, con chị, con mình, con của tôi, ' +
        'con của em, mai em xác nhận, tối em xác nhận, chiều em xác nhận, lát em xác nhận, ' +
        'mai tôi xác nhận, tối tôi xác nhận, chiều tôi xác nhận, mai xác nhận, tối xác nhận, ' +
        'chiều xác nhận, lát xác nhận, sẽ xác nhận, em sẽ xác nhận, tôi sẽ xác nhận, rồi xác nhận, ' +
        'rồi em xác nhận, ' +
        'tin nhắn, thư, phải xác nhận, cần xác nhận, có phải xác nhận, ' +
        'đợi chồng, đợi vợ, đang đợi chồng, đang đợi vợ, đang đợi người nhà, # người, khác, trước nhà, cửa nhà, trước cửa nhà, ở trước cửa nhà, ở trước nhà, đang ở trước nhà, ở cửa nhà, ngoài cửa nhà, báo, nhắn, lỗi, bị lỗi, hư, hỏng, hay, hoặc, xác nhận sau, mai xác nhận, để mai, sẽ xác nhận, sẽ xác nhận sau, xác nhận lại sau, tuần nào, cố gắng, coi lại, xem lại, ' +
        'chưa, chưa đến, chưa tới, vẫn chưa, đừng, đừng hủy, xin đừng hủy, chẳng, chả, nếu, nếu như, khi, khi nào đến, sau khi, trước khi, trong khi, hôm qua, tuần trước, lần trước, có lẽ, chắc, chắc là, chắc vậy, hình như, có khi, hay là, giả sử, tưởng, ' +
        joined(
          'không, ko, k, hông, hong',
          'hủy, hủy hẹn, hủy lịch, hủy lịch hẹn, muốn hủy, muốn hủy hẹn, muốn hủy lịch, cần hủy, phải hủy, biết, chắc, rõ, có, phải, còn, đến, tới, ở, sẵn sàng, xác nhận, xác nhận được, thể xác nhận, đến trễ, trễ, muộn',
        ) +
        ', có hay không, có hoặc không, đến nhà, tới nhà, về nhà, về đến nhà, về tới nhà, đến nhà rồi, tới nhà rồi, ở nhà rồi, đến trạm, đến bến, đến sân bay, đến trường, đến chỗ làm, đến công ty, tới công ty, ' +
        joined(
          'bác sĩ, bs, bác sĩ đã, bác sĩ có',
          'đến, tới, đang, có, sẵn sàng, đến rồi, tới rồi, đến chưa, tới chưa, vào, trễ, đã, ở, hủy, xác nhận, gọi',
        ) +
        ', trạm, trạm xe, bến xe, bến, nhà ga, sân bay, ngã tư, siêu thị, chợ, công ty, gần đây, xe bus, xe buýt, taxi, grab, xe đến, xe tới, xe cứu thương, y tá, đến giờ, tới giờ, đến giờ rồi, tới giờ rồi, đến lượt, tới lượt, đến phiên, tin nhắn đến, đến hồi, đến khi, tới khi, đến lúc, tới lúc, đến từ, chỉ khi, thay vì, chờ xe, đợi xe, đang chờ xe, đang đợi xe, phân vân, suy nghĩ',
    },
    {
      role: 'future',
      phrases:
        'sáng nay, ' +
        'đợi em, chờ em, đợi tôi, chờ tôi, đợi con, chờ con, ' +
        'sẽ, sắp, sắp đến, sắp tới, sắp tới rồi, sắp đến rồi, sắp đến nơi, sắp tới nơi, gần, gần đến, gần tới, gần đến rồi, gần tới rồi, gần đến nơi, gần tới nơi, gần xong, sắp xong, đang, đang đến, đang tới, đang đi, đang trên đường, trên đường, trên đường đến, trên đường tới, đường đi, đang lái xe, đang chạy, đang qua, đang ra, đang kiếm chỗ đậu, đang tìm chỗ đậu, tìm chỗ đậu xe, ' +
        'chuẩn bị, đang chuẩn bị, chuẩn bị đến, chuẩn bị đi, tối nay, tối mai, sáng mai, chiều nay, chiều mai, trưa nay, mai, ngày mai, mốt, chút nữa, lát nữa, tí nữa, xíu nữa, nữa, lát, một lát, một chút, chút xíu, đến liền, tới liền, tới ngay, đến ngay, ra liền, qua liền, qua ngay, đến sau, tới sau, xuất phát, khởi hành, mới đi, vừa đi, mới ra, vừa ra, ra khỏi nhà, rời nhà, ' +
        'tuần sau, tuần tới, tháng sau, lần sau, thứ hai này, thứ ba này, thứ tư này, thứ năm, thứ sáu, thứ bảy, chủ nhật, lúc, vào lúc, mấy phút nữa, vài phút nữa, nửa tiếng nữa, tiếng nữa, # tiếng nữa, # phút nữa, # # phút nữa, # phút nữa tới, # phút nữa đến, # phút tới, # phút đến, # phút là tới, # phút là đến, còn # phút, khoảng # phút nữa, # giờ, # giờ đến, # giờ tới, # h, trong # phút, hồi nào',
    },
    {
      role: 'question',
      phrases:
        'phải, gì, sao, tại sao, vì sao, ở đâu, đi đâu, đâu, chỗ nào, mấy giờ, mấy, bao giờ, khi nào, chừng nào, bao lâu, bao nhiêu, ai, ai vậy, nào, thế nào, như thế nào, làm sao, hỏi, cho hỏi, cho em hỏi, cho tôi hỏi, hay chưa, hả, nhỉ, phải không, phải ko, đúng không, có thể, có phải, có được, được không, được ko, được chưa, có không, có ko, có cần, có nên, có phải là, không ạ, chưa ạ, rồi chưa, ok chưa, ok không, vậy',
    },
    {
      role: 'word',
      phrases:
        'nhưng, nhưng mà, mà, vì, tại vì, một, hai, bốn, năm, sáu, bảy, tám, chín, mười, phút, tiếng, tuần, tháng, năm nay, đau, sốt, ho, bệnh, thuốc, máy, mạng, link, đường link, gửi, gọi, số điện thoại, tên, địa chỉ, xem, nghe, nói, biết, nhà, phòng, xe, thứ, còn, cũng, nên, bị, làm, về, ra, vào, lại, hết',
    },
  ];
}
