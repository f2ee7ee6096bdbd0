/** Money by its signs. */
export const CURRENCIES = `R$,BRL,R$. real|reais / centavo|centavos; $,US$,USD,U$ dólar|dólares / centavo|centavos; €,EUR euro|euros / centavo|centavos;
 £,GBP libra|libras* / pêni|pence; ¥,JPY iene|ienes; CN¥,CNY,RMB yuan|yuans; ₹,INR rupia|rupias*; CHF franco suíço|francos suíços / centavo|centavos;
 MXN,MX$ peso mexicano|pesos mexicanos; ARS,AR$ peso argentino|pesos argentinos; CLP,CLP$ peso chileno|pesos chilenos; COP,COL$ peso colombiano|pesos colombianos; UYU,$U peso uruguaio|pesos uruguaios;
 PEN,S/,S/. sol|sóis; BOB boliviano|bolivianos; PYG,₲ guarani|guaranis; ₡,CRC colom|colons; CAD,CA$,C$ dólar canadense|dólares canadenses; AUD,AU$,A$ dólar australiano|dólares australianos; NZD,NZ$ dólar neozelandês|dólares neozelandeses;
 HKD,HK$ dólar de Hong Kong|dólares de Hong Kong; SGD,S$ dólar de Singapura|dólares de Singapura; ₽,RUB rublo|rublos; ₺,TRY lira turca|liras turcas*; ₪,ILS shekel|shekels; ₩,KRW won|wons; ₫,VND dong|dongs; ₱,PHP peso filipino|pesos filipinos;
 ₦,NGN naira|nairas*; ₴,UAH grívnia|grívnias*; ₸,KZT tenge|tenges; ₾,GEL lari|laris; ฿,THB baht|bahts; zł,PLN zloty|zlotys; Kč,CZK coroa tcheca|coroas tchecas*; SEK coroa sueca|coroas suecas*; NOK coroa norueguesa|coroas norueguesas*; DKK coroa dinamarquesa|coroas dinamarquesas*;
 HUF forint|forints; RON leu|leus; ZAR rand|rands; AED dirham|dirhams; SAR rial|riais; AOA kwanza|kwanzas; MZN metical|meticais; CVE escudo|escudos; FCFA,XOF,XAF franco CFA|francos CFA; ₿,BTC bitcoin|bitcoins; cts centavo|centavos; ¢ centavo|centavos`;

/** Measures by their signs. */
export const UNITS = `km,kms quilômetro|quilômetros; hm hectômetro|hectômetros; m,mt,mts metro|metros; dm decímetro|decímetros; cm,cms centímetro|centímetros; mm milímetro|milímetros; µm,μm micrômetro|micrômetros; nm nanômetro|nanômetros; pol polegada|polegadas*; ft pé|pés; yd jarda|jardas*; mph milha por hora|milhas por hora*; cc centímetro cúbico|centímetros cúbicos; ha hectare|hectares;
 kg,kgs quilo|quilos; g,gr grama|gramas; mg miligrama|miligramas; µg,μg,mcg micrograma|microgramas; t,ton tonelada|toneladas*; lb,lbs libra|libras*; oz onça|onças*; l,L,lt litro|litros; dl,dL decilitro|decilitros; ml,mL mililitro|mililitros; cl,cL centilitro|centilitros;
 km/h,kmh quilômetro por hora|quilômetros por hora; kB,KB,kb quilobáite|quilobáites; MB,mb megabáite|megabáites; GB,gb gigabáite|gigabáites; TB,tb terabáite|terabáites; Mb megabit|megabits; Gb gigabit|gigabits; kbps,Kbps quilobit por segundo|quilobits por segundo; Mbps megabit por segundo|megabits por segundo; Gbps gigabit por segundo|gigabits por segundo; fps quadro por segundo|quadros por segundo; rpm rotação por minuto|rotações por minuto*; bpm batimento por minuto|batimentos por minuto;
 Hz hertz; kHz quilohertz; MHz mega-hertz; GHz giga-hertz; W watt|watts; kW quilowatt|quilowatts; MW megawatt|megawatts; GW gigawatt|gigawatts; Wh watt-hora|watts-hora; kWh quilowatt-hora|quilowatts-hora; MWh megawatt-hora|megawatts-hora; V volt|volts; kV quilovolt|quilovolts; mV milivolt|milivolts; A ampère|ampères; mA miliampère|miliampères; mAh miliampère-hora|miliampères-hora; Ω ohm|ohms; dB decibel|decibéis; lm lúmen|lúmens; cv,CV cavalo|cavalos; hp,HP cavalo-vapor|cavalos-vapor;
 J joule|joules; kJ quilojoule|quilojoules; cal caloria|calorias*; kcal quilocaloria|quilocalorias*; Pa pascal|pascals; hPa hectopascal|hectopascals; kPa quilopascal|quilopascals; MPa megapascal|megapascals; atm atmosfera|atmosferas*; mbar milibar|milibares; mmHg milímetro de mercúrio|milímetros de mercúrio; psi libra por polegada quadrada|libras por polegada quadrada*; Nm newton-metro|newtons-metro; mol mol|mols; UI unidade internacional|unidades internacionais*;
 d dia|dias; h,H,hs,hr,hrs hora|horas*; min,mins,min. minuto|minutos; s,seg,seg. segundo|segundos; ms milissegundo|milissegundos; µs,μs microssegundo|microssegundos; °C,ºC,℃ grau Celsius|graus Celsius; °F,ºF,℉ grau Fahrenheit|graus Fahrenheit; °,º grau|graus; K kelvin|kelvins; % por cento!; ‰ por mil!; p.p. ponto percentual|pontos percentuais;
 px pixel|pixels; MP megapixel|megapixels; dpi ponto por polegada|pontos por polegada; hab.,hab habitante|habitantes; pess. pessoa|pessoas*; sem. semana|semanas*; un.,und.,unid. unidade|unidades*; págs. página|páginas*; pç.,pçs. peça|peças*; col.,cols.,colh. colher|colheres*; xíc.,xíc xícara|xícaras*; qto.,qtos.,qtos quarto|quartos; banh. banheiro|banheiros; comp. comprimido|comprimidos; pts.,pts ponto|pontos`;

/** How many zeros a sign after a number stands for, and the names of those numbers. */
export const MAGNITUDES = {
  signs: 'k,K 3; M,mi,MM,mln 6; bi,bn,B 9; tri,tn,T 12',
  names: '6 milhão|milhões; 9 bilhão|bilhões; 12 trilhão|trilhões',
  isSingularBelowTwo: true,
};
