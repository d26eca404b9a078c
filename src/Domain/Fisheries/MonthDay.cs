using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A day of every year. The default value is none: its month is 0.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 28, so that every year has it, or up to the month's length except 29 February.</param>
public readonly record struct MonthDay(int Month, int Day)
{
    /// <summary>Any year without 29 February.</summary>
    private const int OrdinaryYear = 2023;

    /// <summary>Reads <c>MM-dd</c>; false when it is no day of every year.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MonthDay day)
    {
        var isDay = DateOnly.TryParseExact($"{OrdinaryYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = isDay ? new MonthDay(date.Month, date.Day) : default;
        return isDay;
    }

    /// <summary>The last such day that is not after a day.</summary>
    public DateOnly LastBefore(DateOnly day)
    {
        var own = new DateOnly(day.Year, Month, Day);
        return own <= day ? own : own.AddYears(-1);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:00}-{Day:00}");
}
