"""What Koreans type into a search: words that say little, and everyday words that are used for one another."""

from __future__ import annotations

from .language import Query

QUERY = Query(
    light=(
        "방법 법 이유 왜 무엇* 뭐* 뭔* 무슨 어떻* 어떤* 어디* 언제* 얼마* 몇 것 거 게 때 수 중 좀 "
        "제일 가장 너무 한 두 세 네 하나 둘 셋 잘 더 다 안 못 꼭 다시 또 뜻 의미 설명 개념 정의 예제 "
        "예시 알 알려 하 되 해야 하나요 할까* 해요 인가* 있나* 없나* 싶* 되나* 돼 버리* 버렸* 버려* "
        "나요 가요 까요 어요 아요 있 없 싶 위해 대해 대한 관한 사이 경우 이란 쓰 쓰기 사용 그래서 "
        "그리고 그런데 그러나 하지만 그러면 그래도 또는 혹은 및 "
        # What goes wrong: it says less than with what.
        "오류 에러 안됨 안돼* 안되* 안됩* 안될* 안된* 됨 됩* 되지 않* 안나* 문제 해결 실패* 고장 "
        "기초 기본 입문 소개 튜토리얼 강좌 번 적당* 궁금* "
        # Those of error messages.
        "a an the and or of in on at to for from with by as is are was be it its this that can could must "
        "have has had not no does do did but got get if than t s error errors "
        "cannot working work works worked fail fails failed using use used"
    ),
    same=(
        "추가 넣 덧붙이 삽입",
        "삭제 지우 없애 제거",
        "합치 붙이 이어 잇 연결 결합 병합",
        "나누 쪼개 분할 분리 가르",
        "변환 바꾸 변경 전환",
        "개수 갯수",
        "세 헤아리",
        "구하 계산 산출",
        "만들 생성 작성",
        "복사 복사본 복제 카피",
        "저장 보관 세이브",
        "불러오 로드 로딩 읽 열",
        "실행 돌리 구동",
        "확인 살펴보 알아보 검사 체크",
        "고르 선택 뽑 추출 꺼내",
        "찾 검색 탐색",
        "고정 정하 지정 설정",
        "초기화 비우 리셋",
        "예측 추론 맞히 읽",
        "빠르 빠르게 속도 빨라지 빨리",
        "커지 키우 늘리 증가 오르 올라 올리",
        "작아지 줄이 줄어들 줄 감소 내리 떨어지",
        "같 동일 똑같",
        "다르 달라지 달라 차이",
        "함께 같이 공유",
        "오류 에러 버그 예외",
        # Of error messages.
        "multiplied multiply 곱하 곱",
        "added add 더하 덧셈",
        "expected expects 기대",
        "divided divide 나누",
        "converted convert 변환 바꾸",
        "여러 다중 멀티",
        "사진 이미지 그림",
        "순서 차례",
        "위치 자리",
        "합 합계 총합 더하",
        "곱하 곱",
        "빼 뺄셈",
        "막 방지 예방 줄이",
        "보 보이 들여다보",
        "설치 깔",
        "멈추 끄 중단",
        "시작 출발 처음",
        "컴퓨터 머신 피시",
        "크기 모양 사이즈",
        "통신 주고받 교환",
        "반복문 반복 루프 되풀이",
        "분산 병렬",
        "보안 안전 위험 해킹",
        "펼치 펴 납작",
        "묶 모으 모아 쌓",
        "틀리 틀린 오답 잘못",
        "새 누수 유출",
        "채우 채운 정해진",
        "높 높은 큰 커",
        "작 작은 낮 낮은",
    ),
    spelled=(("^([a-z]{3,}[^s])s$", "$1"),),
    endings="법 식 용 적 값 형 끼리",
    denied=r"(?:^|\s)(?:안|못)(?:\s|(?=[나맞줄떨늘보]))",
    denied_before=r"\s(?:안|못)\s?[돼되됨됩됐된될하해한함할합]|(?<=[지진질])\s?(?:않|못|안)",
)
