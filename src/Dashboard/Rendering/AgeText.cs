using System.Globalization;
using MiyagiSensing.Dashboard.Texts;

namespace MiyagiSensing.Dashboard.Rendering;

/// <summary>How long ago something was, in words; <c>ages.ts</c> goes on in the same steps.</summary>
internal static class AgeText
{
    /// <summary>Rounded down to the unit shown; an instant ahead of now counts as now.</summary>
    public static string Of(TimeSpan age, PageTexts texts) => age switch
    {
        { TotalSeconds: < 5 } => texts.JustNow,
        { TotalMinutes: < 1 } => Fill(texts.SecondsAgo, age.TotalSeconds),
        { TotalHours: < 1 } => Fill(texts.MinutesAgo, age.TotalMinutes),
        { TotalHours: < 48 } => Fill(texts.HoursAgo, age.TotalHours),
        _ => Fill(texts.DaysAgo, age.TotalDays),
    };

    private static string Fill(string text, double amount) => string.Format(CultureInfo.InvariantCulture, text, (long)amount);
}
