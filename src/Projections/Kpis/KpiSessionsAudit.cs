using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>The newest start of each session id and user, against <c>kpi_sessions</c>.</summary>
internal sealed class KpiSessionsAudit : RowAudit
{
    [SetsRequiredMembers]
    public KpiSessionsAudit()
    {
        Name = "sessions with their newest start";
        Table = "kpi_sessions";
        Key = [("device", "varchar"), ("session", "varchar"), ("user_id", "varchar")];
        Value = "max(floor(extract(epoch from started_at) * 1000)::bigint)::text";
        EventTypes = new HashSet<string> { "session_started" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        var fact = (SessionStarted)data;
        Note(fact.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), fact.Device, fact.Session, fact.User);
    }

    public override string Combine(string earlier, string later) => Number(later) > Number(earlier) ? later : earlier;

    public override long NumberOf(string value) => 1;

    public override string Describe(string value) => DateTimeOffset.FromUnixTimeMilliseconds(Number(value)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
