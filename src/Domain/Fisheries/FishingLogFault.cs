namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What can be wrong with an entry of a fishing log.</summary>
public enum FishingLogFault
{
    /// <summary>The entry's id is not 1 to 129 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    InvalidId = 1,

    /// <summary>The catalog has no such district.</summary>
    UnknownDistrict,

    /// <summary>The catalog has no such species.</summary>
    UnknownSpecies,

    /// <summary>The day lies in the future, by Japan's calendar.</summary>
    FutureDate,

    /// <summary>The day lies before <see cref="FishingLogRecord.Earliest"/>, or is none.</summary>
    EarlyDate,

    /// <summary>The work is none of <see cref="FishingLogRecord.Works"/>.</summary>
    UnknownWork,

    /// <summary>The weight is not a number from 0 to <see cref="FishingLogRecord.MostKilograms"/>.</summary>
    InvalidKilograms,

    /// <summary>The hours are not a number above 0 and up to 24.</summary>
    InvalidHours,

    /// <summary>The vessel has more than <see cref="FishingLogRecord.VesselLength"/> characters.</summary>
    LongVessel,

    /// <summary>The note has more than <see cref="FishingLogRecord.NoteLength"/> characters.</summary>
    LongNote,

    /// <summary>The vessel or the note holds a control character other than a line end or a tabulator, which the store could not keep.</summary>
    ControlCharacter,

    /// <summary>An entry of that id is stored already and says something else.</summary>
    OtherContent,
}
