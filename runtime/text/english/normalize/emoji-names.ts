/** Emoji that came after those that espeak-ng knows. */
export const EMOJI_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `🛕 Hindu temple,🛖 hut,🛗 elevator,🛜 wireless,🛝 playground slide,🛞 wheel,🛟 ring buoy,🛺 auto rickshaw,🛻 pickup truck,🛼 roller skate,🤌 pinched fingers,🤍 white heart,🤎 brown heart,🤏 pinching hand,🤿 diving mask,🥍 lacrosse,
🥱 yawning face,🥲 smiling face with tear,🥷 ninja,🥸 disguised face,🥹 face holding back tears,🥻 sari,🦣 mammoth,🦤 dodo,🦥 sloth,🦦 otter,🦧 orangutan,🦨 skunk,🦩 flamingo,🦪 oyster,🦫 beaver,🦬 bison,🦭 seal,🦮 guide dog,
🦯 white cane,🦺 safety vest,🦻 ear with hearing aid,🦼 motorized wheelchair,🦽 manual wheelchair,🦾 mechanical arm,🦿 mechanical leg,🧃 juice box,🧄 garlic,🧅 onion,🧆 falafel,🧇 waffle,🧈 butter,🧉 mate,🧊 ice,🧋 bubble tea,
🧌 troll,🧍 person standing,🧎 person kneeling,🧏 deaf person,🧯 fire extinguisher,🩰 ballet shoes,🩱 swimsuit,🩲 briefs,🩳 shorts,🩴 sandal,🩵 light blue heart,🩶 gray heart,🩷 pink heart,🩸 drop of blood,🩹 bandage,🩺 stethoscope,
🩻 x-ray,🩼 crutch,🪀 yo-yo,🪁 kite,🪂 parachute,🪃 boomerang,🪄 magic wand,🪅 piñata,🪆 nesting dolls,🪇 maracas,🪈 flute,🪐 ringed planet,🪑 chair,🪒 razor,🪓 axe,🪔 diya lamp,🪕 banjo,🪖 military helmet,🪗 accordion,🪘 long drum,
🪙 coin,🪚 saw,🪛 screwdriver,🪜 ladder,🪝 hook,🪞 mirror,🪟 window,🪠 plunger,🪡 sewing needle,🪢 knot,🪣 bucket,🪤 mouse trap,🪥 toothbrush,🪦 headstone,🪧 placard,🪨 rock,🪩 mirror ball,🪪 identification card,🪫 low battery,
🪬 hamsa,🪭 folding fan,🪮 hair pick,🪯 khanda,🪰 fly,🪱 worm,🪲 beetle,🪳 cockroach,🪴 potted plant,🪵 wood,🪶 feather,🪷 lotus,🪸 coral,🪹 empty nest,🪺 nest with eggs,🪻 hyacinth,🪼 jellyfish,🪽 wing,🪿 goose,🫀 heart,🫁 lungs,
🫂 people hugging,🫃 pregnant man,🫄 pregnant person,🫅 person with crown,🫎 moose,🫏 donkey,🫐 blueberries,🫑 bell pepper,🫒 olive,🫓 flatbread,🫔 tamale,🫕 fondue,🫖 teapot,🫗 pouring liquid,🫘 beans,🫙 jar,🫚 ginger root,🫛 pea pod,
🫠 melting face,🫡 saluting face,🫢 face with hand over mouth,🫣 face with peeking eye,🫤 face with diagonal mouth,🫥 dotted line face,🫦 biting lip,🫧 bubbles,🫨 shaking face,🫰 hand with index finger and thumb crossed,
🫱 rightwards hand,🫲 leftwards hand,🫳 palm down hand,🫴 palm up hand,🫵 pointing at you,🫶 heart hands,🫷 leftwards pushing hand,🫸 rightwards pushing hand,⚧ transgender symbol`
    .split(/,\n?/)
    .map((entry): [string, string] => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]),
);
