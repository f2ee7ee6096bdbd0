/** Money by its signs. */
export const CURRENCIES = `€,EUR,eur euro|euros / céntimo|céntimos; $,US$,USD,U$S,U$D dólar|dólares / centavo|centavos;
 £,GBP libra|libras* / penique|peniques; ¥,JPY yen|yenes; CN¥,CNY,RMB yuan|yuanes; ₹,INR rupia|rupias*;
 R$,BRL real|reales / centavo|centavos; MXN,MX$,Mex$ peso mexicano|pesos mexicanos / centavo|centavos;
 ARS,AR$ peso argentino|pesos argentinos / centavo|centavos; CLP,CLP$ peso chileno|pesos chilenos; COP,COL$ peso colombiano|pesos colombianos;
 UYU,$U peso uruguayo|pesos uruguayos; DOP,RD$ peso dominicano|pesos dominicanos; CUP peso cubano|pesos cubanos; PEN,S/,S/. sol|soles / céntimo|céntimos;
 BOB,Bs,Bs. boliviano|bolivianos / centavo|centavos; VES bolívar|bolívares; GTQ quetzal|quetzales; HNL lempira|lempiras*; NIO,C$ córdoba|córdobas;
 ₡,CRC colón|colones / céntimo|céntimos; ₲,PYG,Gs,Gs. guaraní|guaraníes; PAB,B/. balboa|balboas; CHF franco suizo|francos suizos / céntimo|céntimos;
 CAD,CA$,$CA dólar canadiense|dólares canadienses / centavo|centavos; AUD,AU$,A$ dólar australiano|dólares australianos / centavo|centavos;
 NZD,NZ$ dólar neozelandés|dólares neozelandeses / centavo|centavos; HKD,HK$ dólar de Hong Kong|dólares de Hong Kong; SGD,S$ dólar de Singapur|dólares de Singapur;
 ₽,RUB rublo|rublos; ₺,TRY lira turca|liras turcas*; ₪,ILS séquel|séqueles; ₩,KRW won|wones; ₫,VND dong|dongs; ₱,PHP peso filipino|pesos filipinos;
 ₦,NGN naira|nairas*; ₴,UAH grivna|grivnas*; ₸,KZT tenge|tenges; ₾,GEL lari|laris; ₵,GHS cedi|cedis; ฿,THB baht|bahts; zł,PLN esloti|eslotis; Kč,CZK corona checa|coronas checas*;
 SEK corona sueca|coronas suecas*; NOK corona noruega|coronas noruegas*; DKK corona danesa|coronas danesas*; HUF forinto|forintos; RON leu|lei; ZAR rand|rands;
 MAD dírham|dírhams; AED dírham|dírhams; SAR rial|riales; EGP libra egipcia|libras egipcias*; FCFA,XOF,XAF franco CFA|francos CFA; ₿,BTC bitcoin|bitcoins;
 cts,cts.,cént,cént.,c€ céntimo|céntimos; ¢ centavo|centavos`;

/** Measures by their signs. */
export const UNITS = `km,kms kilómetro|kilómetros; hm hectómetro|hectómetros; m,mt,mts metro|metros; dm decímetro|decímetros; cm,cms centímetro|centímetros; mm milímetro|milímetros; µm,μm micrómetro|micrómetros; nm nanómetro|nanómetros;
 pulg pulgada|pulgadas*; ft pie|pies; yd yarda|yardas*; mph milla por hora|millas por hora*; cc centímetro cúbico|centímetros cúbicos; ha hectárea|hectáreas*; msnm,m.s.n.m. metro sobre el nivel del mar|metros sobre el nivel del mar; hm³ hectómetro cúbico|hectómetros cúbicos;
 kg,kgs kilo|kilos; g,gr,grs gramo|gramos; mg miligramo|miligramos; µg,μg,mcg microgramo|microgramos; t,tn tonelada|toneladas*; lb,lbs libra|libras*; oz onza|onzas*; l,L,lt,lts litro|litros; dl,dL decilitro|decilitros; ml,mL mililitro|mililitros; cl,cL centilitro|centilitros; hl hectolitro|hectolitros;
 km/h,kph,kmh kilómetro por hora|kilómetros por hora; kB,KB,kb kilobait|kilobaits; MB,mb megabait|megabaits; GB,gb gigabait|gigabaits; TB,tb terabait|terabaits; Mb megabit|megabits; Gb gigabit|gigabits; Kb kilobit|kilobits;
 kbps,Kbps kilobit por segundo|kilobits por segundo; Mbps megabit por segundo|megabits por segundo; Gbps gigabit por segundo|gigabits por segundo; fps fotograma por segundo|fotogramas por segundo; rpm,r.p.m. revolución por minuto|revoluciones por minuto*; lpm,ppm latido por minuto|latidos por minuto;
 Hz hercio|hercios; kHz kilohercio|kilohercios; MHz megahercio|megahercios; GHz gigahercio|gigahercios; W vatio|vatios; kW kilovatio|kilovatios; MW megavatio|megavatios; GW gigavatio|gigavatios; Wh vatio hora|vatios hora; kWh kilovatio hora|kilovatios hora; MWh megavatio hora|megavatios hora; GWh gigavatio hora|gigavatios hora;
 V voltio|voltios; kV kilovoltio|kilovoltios; mV milivoltio|milivoltios; A amperio|amperios; mA miliamperio|miliamperios; mAh miliamperio hora|miliamperios hora; Ah amperio hora|amperios hora; Ω ohmio|ohmios; kΩ kiloohmio|kiloohmios; dB decibelio|decibelios; lm lumen|lúmenes; lx lux; CV,cv caballo|caballos; hp,HP caballo de fuerza|caballos de fuerza;
 J julio|julios; kJ kilojulio|kilojulios; cal caloría|calorías*; kcal kilocaloría|kilocalorías*; Pa pascal|pascales; hPa hectopascal|hectopascales; kPa kilopascal|kilopascales; MPa megapascal|megapascales; bar bar|bares; mbar milibar|milibares; atm atmósfera|atmósferas*; mmHg milímetro de mercurio|milímetros de mercurio; psi libra por pulgada cuadrada|libras por pulgada cuadrada*; kN kilonewton|kilonewtons; Nm newton metro|newtons metro; mol mol|moles; mmol milimol|milimoles; µmol,μmol micromol|micromoles; mEq miliequivalente|miliequivalentes; UI unidad internacional|unidades internacionales*;
 d día|días; h,H,hs,hr,hrs,h. hora|horas*; min,mins,min. minuto|minutos; s,seg,seg.,sg segundo|segundos; ms milisegundo|milisegundos; µs,μs microsegundo|microsegundos; °C,ºC,℃ grado Celsius|grados Celsius; °F,ºF,℉ grado Fahrenheit|grados Fahrenheit; °,º grado|grados; K kelvin|kelvins; % por ciento!; ‰ por mil!;
 px píxel|píxeles; Mpx,MP megapíxel|megapíxeles; dpi punto por pulgada|puntos por pulgada; hab.,hab habitante|habitantes; pers. persona|personas*; ud.,uds.,ud,uds unidad|unidades*; pág.,págs. página|páginas*; cda.,cdas. cucharada|cucharadas*; cdta.,cdtas. cucharadita|cucharaditas*; pza.,pzas. pieza|piezas*; sem.,sems. semana|semanas*; tza.,tzas. taza|tazas*; hrs. hora|horas*; pb,p.b. punto básico|puntos básicos; ptos.,ptos,pts.,pts punto|puntos; pp punto porcentual|puntos porcentuales; comp. comprimido|comprimidos; cáps. cápsula|cápsulas*; GFLOPS gigaflops; TFLOPS teraflops; PFLOPS petaflops; p.p. punto porcentual|puntos porcentuales`;

/** How many zeros a sign after a number stands for, and the names of those numbers. */
export const MAGNITUDES = {
  signs: 'k,K 3; M,MM,mill.,mln 6; bn 9',
  names: '6 millón|millones; 9 mil millones; 12 billón|billones',
};
