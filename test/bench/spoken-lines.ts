import type { Language } from '../../runtime/text/types.ts';

const ENGLISH = `The train leaves at noon.|Please close the window.|She found an old letter.|We have never met before.
Bring me a glass of water.|The garden looks lovely today.|How far is the station?|He reads every evening.
Nobody knew the answer.|It will rain again tomorrow.`;

/** Ten ordinary sentences of each language. */
export const SPOKEN_LINES: Readonly<Record<Language, readonly string[]>> = {
  'en-us': lines(ENGLISH),
  'en-gb': lines(ENGLISH),
  es: lines(`El tren sale al mediodía.|Cierra la ventana, por favor.|Ella encontró una carta antigua.|Nunca nos hemos visto.
Tráeme un vaso de agua.|El jardín está precioso hoy.|¿A qué distancia está la estación?|Él lee todas las noches.
Nadie sabía la respuesta.|Mañana lloverá otra vez.`),
  fr: lines(`Le train part à midi.|Fermez la fenêtre, s’il vous plaît.|Elle a trouvé une vieille lettre.|Nous ne nous sommes jamais vus.
Apporte-moi un verre d’eau.|Le jardin est superbe aujourd’hui.|La gare est-elle loin d’ici ?|Il lit tous les soirs.
Personne ne savait la réponse.|Il pleuvra encore demain.`),
  hi: lines(`रेलगाड़ी दोपहर को चलती है।|कृपया खिड़की बंद कर दीजिए।|उसे एक पुरानी चिट्ठी मिली।|हम पहले कभी नहीं मिले।
मुझे एक गिलास पानी दो।|आज बगीचा बहुत सुंदर है।|स्टेशन कितनी दूर है?|वह हर शाम पढ़ता है।
किसी को जवाब नहीं पता था।|कल फिर बारिश होगी।`),
  it: lines(`Il treno parte a mezzogiorno.|Chiudi la finestra, per favore.|Ha trovato una vecchia lettera.|Non ci siamo mai visti.
Portami un bicchiere d’acqua.|Oggi il giardino è bellissimo.|Quanto dista la stazione?|Lui legge ogni sera.
Nessuno sapeva la risposta.|Domani pioverà di nuovo.`),
  pt: lines(`O trem parte ao meio-dia.|Feche a janela, por favor.|Ela encontrou uma carta antiga.|Nunca nos vimos antes.
Traga-me um copo de água.|O jardim está lindo hoje.|A estação fica longe?|Ele lê todas as noites.
Ninguém sabia a resposta.|Amanhã vai chover de novo.`),
  ja: lines(`電車は正午に出ます。|窓を閉めてください。|彼女は古い手紙を見つけました。|私たちは会ったことがありません。
水を一杯ください。|今日は庭がとてもきれいです。|駅はどのくらい遠いですか。|彼は毎晩本を読みます。
誰も答えを知りませんでした。|明日もまた雨が降ります。`),
  zh: lines(`火车中午出发。|请把窗户关上。|她找到了一封旧信。|我们以前没见过面。
请给我一杯水。|今天花园很漂亮。|车站离这里有多远？|他每天晚上看书。
没有人知道答案。|明天还会下雨。`),
};

function lines(text: string): string[] {
  return text.split(/[|\n]/);
}
