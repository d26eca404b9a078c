using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Domain.Events;

/// <summary>
/// The stored name of every event type. Names are for ever: a name is never changed or used again, and a new shape gets a new name.
/// </summary>
public static class EventCatalog
{
    /// <summary>The type name of a journal block, on its own because the whole house asks for it.</summary>
    public const string ReadingsRecorded = "readings_recorded";

    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(ReadingsRecorded)] = ReadingsRecorded,
        [typeof(DeviceRegistered)] = "device_registered",
        [typeof(CredentialIssued)] = "credential_issued",
        [typeof(CredentialRevoked)] = "credential_revoked",
        [typeof(DeviceMounted)] = "device_mounted",
        [typeof(DeviceOnline)] = "device_online",
        [typeof(DeviceOffline)] = "device_offline",
        [typeof(MessageDeadLettered)] = "message_dead_lettered",
        [typeof(IntakeStarted)] = "intake_started",
        [typeof(IntakeStopped)] = "intake_stopped",
        [typeof(TimeAdvanced)] = "time_advanced",
        [typeof(WriterEpochTaken)] = "writer_epoch_taken",
        [typeof(SessionStarted)] = "session_started",
        [typeof(SessionProgressed)] = "session_progressed",
        [typeof(SessionEnded)] = "session_ended",
        [typeof(StationDefined)] = "station_defined",
        [typeof(MetricDefined)] = "metric_defined",
        [typeof(RuleDefined)] = "rule_defined",
        [typeof(EpisodePending)] = "episode_pending",
        [typeof(EpisodeLapsed)] = "episode_lapsed",
        [typeof(EpisodeRestated)] = "episode_restated",
        [typeof(EpisodeRaised)] = "episode_raised",
        [typeof(EpisodeEscalated)] = "episode_escalated",
        [typeof(EpisodeEased)] = "episode_eased",
        [typeof(EpisodeCleared)] = "episode_cleared",
        [typeof(UserAdded)] = "user_added",
        [typeof(RoleGranted)] = "role_granted",
        [typeof(CorrectionMade)] = "correction_made",
        [typeof(CorrectionUndone)] = "correction_undone",
        [typeof(ProjectionEventSkipped)] = "projection_event_skipped",
        [typeof(JournalDayArchived)] = "journal_day_archived",
        [typeof(ArchivePolicySet)] = "archive_policy_set",
        [typeof(BridgeDefined)] = "bridge_defined",
        [typeof(BridgeRetired)] = "bridge_retired",
        [typeof(InspectionRecorded)] = "inspection_recorded",
        [typeof(InspectionCorrected)] = "inspection_corrected",
        [typeof(RepairRecorded)] = "repair_recorded",
        [typeof(RepairCorrected)] = "repair_corrected",
        [typeof(DistrictDefined)] = "district_defined",
        [typeof(SpeciesDefined)] = "species_defined",
        [typeof(SpeciesLimitChanged)] = "species_limit_changed",
        [typeof(InitiativeStarted)] = "initiative_started",
        [typeof(InitiativePaused)] = "initiative_paused",
        [typeof(InitiativeEnded)] = "initiative_ended",
        [typeof(FishingLogSubmitted)] = "fishing_log_submitted",
        [typeof(SessionTimedOut)] = "session_timed_out",
        [typeof(RtkIdRegistered)] = "rtk_id_registered",
        [typeof(ThresholdChanged)] = "threshold_changed",
        [typeof(RtkIdRetired)] = "rtk_id_retired",
        [typeof(KpiDefined)] = "kpi_defined",
        [typeof(KpiTargetSet)] = "kpi_target_set",
        [typeof(KpiObserved)] = "kpi_observed",
        [typeof(KpiFrozen)] = "kpi_frozen",
        [typeof(KpiRestated)] = "kpi_restated",
        [typeof(RtkUserForgotten)] = "rtk_user_forgotten",
        [typeof(QualityDefined)] = "quality_defined",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LetNullsBeAbsent } },
    };

    /// <summary>What is null is not written, so what may be null need not be there.</summary>
    private static void LetNullsBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property is { IsRequired: true, IsGetNullable: true }))
        {
            property.IsRequired = false;
        }
    }

    /// <summary>All stored names, in no order.</summary>
    public static IReadOnlyCollection<string> AllNames => Types.Keys;

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(IDomainEvent data) => Names[data.GetType()];

    /// <summary>The .NET type behind a stored name; null when this build does not know it.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    /// <summary>The event as UTF-8 JSON in camelCase.</summary>
    public static byte[] Serialize(IDomainEvent data) =>
        data is ReadingsRecorded block
            ? JournalBlockWriter.Write(block)
            : JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), Json);

    /// <summary>The event behind a stored name and its JSON; null when this build does not know the name.</summary>
    /// <exception cref="JsonException">The JSON does not fit the name.</exception>
    public static IDomainEvent? Deserialize(string name, ReadOnlySpan<byte> utf8Json) => Deserialize(name, utf8Json, EventUpcasts.All);

    /// <summary>As <see cref="Deserialize(string, ReadOnlySpan{byte})"/>, with the functions for names that are no longer written.</summary>
    internal static IDomainEvent? Deserialize(
        string name, ReadOnlySpan<byte> utf8Json, IReadOnlyDictionary<string, Func<JsonElement, IDomainEvent>> upcasts)
    {
        if (name == ReadingsRecorded)
        {
            return JournalBlockReader.Read(utf8Json);
        }

        if (Types.TryGetValue(name, out var type))
        {
            return (IDomainEvent?)JsonSerializer.Deserialize(utf8Json, type, Json);
        }

        return upcasts.TryGetValue(name, out var upcast) ? upcast(JsonSerializer.Deserialize<JsonElement>(utf8Json)) : null;
    }
}
