using System.Diagnostics;
using System.Globalization;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain;

/// <summary>Where the periods begin and end.</summary>
public static class JapanPeriods
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The instant at which the period that holds an instant begins, UTC.</summary>
    public static DateTimeOffset StartOf(JapanPeriod period, DateTimeOffset instant) => period == JapanPeriod.Hour
        ? new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % Hour.Ticks), TimeSpan.Zero)
        : JapanDay.StartOf(FirstDayOf(period, JapanDay.Of(instant)));

    /// <summary>The instant at which the period that holds an instant ends and the next one begins, UTC.</summary>
    public static DateTimeOffset EndOf(JapanPeriod period, DateTimeOffset instant)
    {
        if (period == JapanPeriod.Hour)
        {
            return StartOf(period, instant) + Hour;
        }

        var first = FirstDayOf(period, JapanDay.Of(instant));
        return JapanDay.StartOf(period switch
        {
            JapanPeriod.Day => first.AddDays(1),
            JapanPeriod.TenDays => first.Day < 21 ? first.AddDays(10) : new DateOnly(first.Year, first.Month, 1).AddMonths(1),
            JapanPeriod.Month => first.AddMonths(1),
            JapanPeriod.FiscalYear => first.AddYears(1),
            _ => throw new UnreachableException(),
        });
    }

    /// <summary>The first day of the period that holds a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">For <see cref="JapanPeriod.Hour"/>.</exception>
    public static DateOnly FirstDayOf(JapanPeriod period, DateOnly day) => period switch
    {
        JapanPeriod.Day => day,
        JapanPeriod.TenDays => new DateOnly(day.Year, day.Month, day.Day <= 10 ? 1 : day.Day <= 20 ? 11 : 21),
        JapanPeriod.Month => new DateOnly(day.Year, day.Month, 1),
        JapanPeriod.FiscalYear => new DateOnly(day.Month >= 4 ? day.Year : day.Year - 1, 4, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "An hour is no number of days."),
    };

    /// <summary>The period that holds an instant, for programs and in order as text: by Japan's clock the hour <c>2026-11-21T06:00:00+09:00</c>, the first day of a day or 旬 <c>2026-11-21</c>, the month <c>2026-11</c>, the fiscal year <c>FY2026</c>.</summary>
    public static string CodeOf(JapanPeriod period, DateTimeOffset instant) => StartOf(period, instant).ToOffset(JapanDay.Offset).ToString(
        period switch
        {
            JapanPeriod.Hour => "yyyy-MM-dd'T'HH:mm:sszzz",
            JapanPeriod.Day or JapanPeriod.TenDays => "yyyy-MM-dd",
            JapanPeriod.Month => "yyyy-MM",
            JapanPeriod.FiscalYear => "'FY'yyyy",
            _ => throw new UnreachableException(),
        },
        CultureInfo.InvariantCulture);

    /// <summary>What people call the period that holds an instant: <c>2026年11月下旬</c>, <c>令和5年度</c>.</summary>
    public static LocalText NameOf(JapanPeriod period, DateTimeOffset instant)
    {
        if (period == JapanPeriod.Hour)
        {
            var hour = StartOf(period, instant).ToOffset(JapanDay.Offset);
            return new LocalText(hour.ToString("yyyy年M月d日H時", CultureInfo.InvariantCulture), hour.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        var first = FirstDayOf(period, JapanDay.Of(instant));
        var month = first.ToString("yyyy年M月", CultureInfo.InvariantCulture);
        var (third, days) = first.Day switch { 1 => ("上旬", "1-10"), 11 => ("中旬", "11-20"), _ => ("下旬", "21-end") };
        return period switch
        {
            JapanPeriod.Day => new LocalText(first.ToString("yyyy年M月d日", CultureInfo.InvariantCulture), first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            JapanPeriod.TenDays => new LocalText(month + third, $"{first.ToString("yyyy-MM", CultureInfo.InvariantCulture)} ({days})"),
            JapanPeriod.Month => new LocalText(month, first.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
            JapanPeriod.FiscalYear => new LocalText(FiscalYear.Of(first).JapaneseName, FiscalYear.Of(first).ToString()),
            _ => throw new UnreachableException(),
        };
    }
}
