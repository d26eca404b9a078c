using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MiyagiSensing.Domain;

/// <summary>
/// A Japanese fiscal year (年度): 1 April to 31 March of the next year, Japan time, named after the year in which it begins. FY2023 = 令和5年度 = R5. Equal and ordered by <see cref="Year"/>; <c>default</c> is no
/// fiscal year, its names throw.
/// </summary>
/// <remarks>
/// An era's name belongs to whole fiscal years. FY2019, which began in 平成31, is 令和元年度 from end to end (agreement of the ministries' liaison conference on the new era, 新元号への円滑な移行に向けた関係省庁連絡会議,
/// 1 April 2019), and 平成31年度 is understood as the same year. FY1989 is 平成元年度, since 平成 began in January 1989, within 昭和63年度.
/// </remarks>
public readonly record struct FiscalYear : IComparable<FiscalYear>
{
    /// <summary>The first that has a name here: 昭和2年度. FY1926 had two, 大正15年度 and 昭和元年度.</summary>
    public const int FirstYear = 1927;

    /// <summary>The last that is accepted. Chosen: where the API's instants end.</summary>
    public const int LastYear = 2200;

    /// <summary>The eras with the first fiscal year of their name, newest first; year 1 of an era is that fiscal year, but for 昭和, whose first is not named here.</summary>
    private static readonly (string Name, char Letter, int First)[] Eras = [("令和", 'R', 2019), ("平成", 'H', 1989), ("昭和", 'S', 1926)];

    /// <param name="year">Calendar year in which it begins, <see cref="FirstYear"/> to <see cref="LastYear"/>.</param>
    public FiscalYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        Year = year;
    }

    /// <summary>Calendar year in which it begins.</summary>
    public int Year { get; }

    /// <summary>1 April.</summary>
    public DateOnly FirstDay => new(Year, 4, 1);

    /// <summary>31 March of the next calendar year, inclusive.</summary>
    public DateOnly LastDay => new(Year + 1, 3, 31);

    /// <summary>The instant at which it begins, UTC.</summary>
    public DateTimeOffset Start => JapanDay.StartOf(FirstDay);

    /// <summary>The instant at which the next one begins, UTC.</summary>
    public DateTimeOffset End => JapanDay.StartOf(FirstDay.AddYears(1));

    /// <summary>The next one.</summary>
    public FiscalYear Next => new(Year + 1);

    /// <summary>As people write it in Japanese: <c>令和5年度</c>; the first of an era is <c>令和元年度</c>.</summary>
    public string JapaneseName => $"{Era.Name}{(EraYear == 1 ? "元" : EraYear.ToString(CultureInfo.InvariantCulture))}年度";

    /// <summary>Era letter and year: <c>R5</c>.</summary>
    public string ShortName => string.Create(CultureInfo.InvariantCulture, $"{Era.Letter}{EraYear}");

    private (string Name, char Letter, int First) Era
    {
        get
        {
            var year = Year;
            return Year == 0 ? throw new InvalidOperationException("The default value is no fiscal year.") : Eras.First(era => era.First <= year);
        }
    }

    private int EraYear => Year - Era.First + 1;

    /// <summary>The fiscal year of a day in Japan.</summary>
    public static FiscalYear Of(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);

    /// <summary>The fiscal year of an instant, by Japan's clock.</summary>
    public static FiscalYear Of(DateTimeOffset instant) => Of(JapanDay.Of(instant));

    /// <summary>
    /// Reads <c>FY2023</c>, <c>2023</c>, <c>R5</c>, <c>令和5年度</c>, <c>令和5</c> and <c>令和元年度</c>. False for everything else; an era goes on to the fiscal year in which it ended, so <c>H31</c> is FY2019 and
    /// <c>H32</c> is none.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FiscalYear year)
    {
        year = default;
        if (text is null)
        {
            return false;
        }

        var rest = text.EndsWith("年度", StringComparison.Ordinal) ? text.AsSpan(0, text.Length - 2) : text.AsSpan();
        var (first, last) = (0, LastYear);
        if (rest.StartsWith("FY", StringComparison.Ordinal))
        {
            rest = rest[2..];
        }
        else
        {
            for (var i = 0; i < Eras.Length; i++)
            {
                var (name, letter, began) = Eras[i];
                if (rest.StartsWith(name, StringComparison.Ordinal) || rest.StartsWith([letter], StringComparison.Ordinal))
                {
                    rest = rest.StartsWith([letter], StringComparison.Ordinal) ? rest[1..] : rest[name.Length..];
                    (first, last) = (began - 1, i == 0 ? LastYear : Eras[i - 1].First);
                    break;
                }
            }
        }

        var isFirst = first > 0 && rest is "元";
        var number = 1;
        if (!isFirst && !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        if (number < 1 || number > LastYear || first + number < FirstYear || first + number > last)
        {
            return false;
        }

        year = new FiscalYear(first + number);
        return true;
    }

    /// <summary>By <see cref="Year"/>.</summary>
    public int CompareTo(FiscalYear other) => Year.CompareTo(other.Year);

    /// <summary><c>FY2023</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"FY{Year}");

    /// <summary>Earlier.</summary>
    public static bool operator <(FiscalYear left, FiscalYear right) => left.Year < right.Year;

    /// <summary>Later.</summary>
    public static bool operator >(FiscalYear left, FiscalYear right) => left.Year > right.Year;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(FiscalYear left, FiscalYear right) => left.Year <= right.Year;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(FiscalYear left, FiscalYear right) => left.Year >= right.Year;
}
