using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>How an outlook was made, in words.</summary>
public static class OutlookMethods
{
    /// <summary>From earlier years and the present deviation from them.</summary>
    public const string Climatology = "climatology";

    /// <summary>From the trend of the last two weeks alone, since there are no earlier years.</summary>
    public const string Trend = "trend";

    /// <summary>None was made.</summary>
    public const string NotEnoughHistory = "not-enough-history";

    /// <summary>The method for people.</summary>
    public static LocalText InWords(string method) => method switch
    {
        Climatology => new LocalText(
            "簡易な見通しです。予報ではありません。過去の年の同じ時期（前後10日）の日平均の平均に、最近5日間の平年差を1日ごとに1割ずつ弱めて加えたものです。幅は10日のうち9日が入る範囲の目安です。",
            "A simple outlook, not a forecast: the mean of earlier years' daily means within 10 days of the date, plus the last five days' deviation from it, which fades by a tenth a day. The band is meant to hold nine days of ten."),
        Trend => new LocalText(
            "簡易な見通しです。予報ではありません。過去の年の記録がないため、最近14日間の傾きを1日ごとに15%ずつ弱めて延ばしたものです。幅は10日のうち9日が入る範囲の目安です。",
            "A simple outlook, not a forecast: without records of earlier years, the slope of the last 14 days, which fades by 15 % a day. The band is meant to hold nine days of ten."),
        _ => new LocalText(
            "見通しを出すには記録が足りません（最近30日のうち14日以上、かつ最近3日以内の日平均が必要です）。",
            "Not enough history: daily means of at least 14 of the last 30 days are needed, the newest no older than three days."),
    };
}
